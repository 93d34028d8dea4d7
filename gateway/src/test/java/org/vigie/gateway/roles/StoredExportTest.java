package org.vigie.gateway.roles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.gateway.journal.EntryStream;
import org.vigie.gateway.journal.Journal;
import org.vigie.gateway.journal.JournalDirectory;
import org.vigie.gateway.journal.JournalReader;
import org.vigie.gateway.journal.JournalRecord;
import org.vigie.gateway.journal.LaneReader;
import org.vigie.gateway.journal.OtherBoxes;
import org.vigie.gateway.journal.RecordClass;
import org.vigie.gateway.journal.RecordKind;
import org.vigie.gateway.link.Entry;
import org.vigie.gateway.link.HubEffect;
import org.vigie.gateway.link.Lane;
import org.vigie.gateway.link.Packet;
import org.vigie.gateway.pipeline.Reducer;
import org.vigie.gateway.pipeline.records.AuditText;
import org.vigie.gateway.pipeline.records.Input;
import org.vigie.gateway.pipeline.records.InputCodec;
import org.vigie.gateway.recovery.PastHour;
import org.vigie.gateway.recovery.Retelling;
import org.vigie.gateway.recovery.cli.ExportCommand;
import org.vigie.model.limits.Limits;
import org.vigie.model.limits.LinkLimits;
import org.vigie.model.ward.Ward;
import org.vigie.model.ward.WardEffect;
import picocli.CommandLine;

/** An hour of a box, exported at a hub that got its records late and in another order. */
class StoredExportTest {
    private static final Instant NOW = PastHour.START;

    @TempDir
    private static Path edge = Path.of("unset");

    @TempDir
    private Path folder = Path.of("unset");

    /** The hour of monitors, with what the box decided written down as a running gateway does. */
    @BeforeAll
    static void anHour(@TempDir Path monitors) throws Exception {
        PastHour.write(monitors);
        Files.createDirectories(edge.resolve("journal"));
        Files.copy(monitors.resolve("journal/identity"), edge.resolve("journal/identity"));
        Retelling.Source source = PastHour.source(monitors);
        Reducer reducer = new Reducer(Ward.start(source.site(), NOW), source.decoding(), source.sites());
        try (Journal journal = JournalDirectory.open(edge, Limits.DEFAULT.journal(), NOW);
                EntryStream all = source.records().all()) {
            while (all.hasNext()) {
                if (all.next() instanceof org.vigie.gateway.journal.Entry.Intact(JournalRecord record)
                        && record.payload().length > 0) {
                    write(journal, record, reducer);
                }
            }
        }
    }

    private static void write(Journal journal, JournalRecord record, Reducer reducer) throws Exception {
        journal.append(record.cls(), record.kind(), record.source(), record.at(), record.wall(), record.payload());
        Optional<Input> input = InputCodec.decode(record);
        List<WardEffect> effects =
                input.isPresent() ? reducer.apply(input.get(), record.at()) : reducer.advance(record.at());
        for (WardEffect effect : effects) {
            if (effect instanceof WardEffect.Transition step) {
                byte[] text = AuditText.transition(step).getBytes(StandardCharsets.UTF_8);
                journal.append(RecordClass.LIFE, RecordKind.TRANSITION, "", record.at(), record.wall(), text);
            }
        }
    }

    /** What a box tells its hubs: alarms and messages with their places, no curves. */
    private static List<Entry> travelling() throws IOException {
        List<Entry> entries = new ArrayList<>();
        Map<RecordClass, Long> ordinals = new EnumMap<>(RecordClass.class);
        try (EntryStream all = JournalReader.open(edge).all()) {
            while (all.hasNext()) {
                if (all.next() instanceof org.vigie.gateway.journal.Entry.Intact(JournalRecord record)
                        && record.cls() != RecordClass.WAVES) {
                    long ordinal = ordinals.merge(record.cls(), 1L, Long::sum);
                    Lane lane = record.cls() == RecordClass.LIFE ? Lane.LIFE : Lane.DATA;
                    entries.add(TappedJournal.travelling(new LaneReader.Numbered(ordinal, record), lane));
                }
            }
        }
        return entries;
    }

    private EdgeStore store() throws IOException {
        return EdgeStore.open(
                "box-1",
                OtherBoxes.folder(folder).resolve("box-1"),
                path -> JournalDirectory.open(path, Limits.Journal.OF_ANOTHER_BOX, NOW),
                LinkLimits.DEFAULT);
    }

    private void stored(List<Entry> entries, EdgeStore store) {
        entries.forEach(entry -> assertTrue(store.store(entry, NOW, NOW)));
    }

    private static List<Entry> of(Lane lane, List<Entry> entries) {
        return entries.stream().filter(entry -> entry.lane() == lane).toList();
    }

    private String export(Path data, String format, String... more) throws IOException {
        Path file = Files.createTempFile(folder, "export", "." + format);
        Files.delete(file);
        List<String> arguments = new ArrayList<>(List.of(format, "--data", data.toString(), "--out", file.toString()));
        arguments.addAll(List.of(more));
        StringWriter err = new StringWriter();
        int code = new CommandLine(new ExportCommand())
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err, true))
                .execute(arguments.toArray(String[]::new));
        assertEquals(0, code, err.toString());
        return Files.readString(file);
    }

    /** The time at which a message was made is the only thing that differs between two exports. */
    private static String withoutTimeOfExport(String messages) {
        return messages.replaceAll("(?m)(^|\\r)(MSH(?:\\|[^|]*){5}\\|)[^|]*", "$1$2");
    }

    @Test
    void theSameMessagesWithTheSameNamesComeOutOfTheStoreOfAHub() throws Exception {
        List<Entry> all = travelling();
        int third = all.size() / 3;
        List<Entry> outage = all.subList(third, 2 * third);
        List<Entry> later = all.subList(2 * third, all.size());
        try (EdgeStore store = store()) {
            stored(of(Lane.LIFE, all.subList(0, third)), store);
            stored(of(Lane.DATA, all.subList(0, third)), store);
            stored(of(Lane.LIFE, later), store);
            stored(of(Lane.LIFE, outage), store);
            stored(of(Lane.DATA, outage), store);
            stored(of(Lane.DATA, outage).subList(0, 9), store); // the disk had taken them after all
            stored(of(Lane.DATA, later), store);
        }
        String there = withoutTimeOfExport(export(edge, "hl7"));
        String here = withoutTimeOfExport(export(folder, "hl7", "--box", "box-1"));
        assertTrue(there.contains("MSH|"), there);
        assertEquals(there, here);
    }

    @Test
    void whatIsMissingIsAGapAndNoAlarmIsMadeOfIt() throws Exception {
        List<Entry> all = travelling();
        List<Entry> messages = of(Lane.DATA, all);
        int third = messages.size() / 3;
        try (EdgeStore store = store()) {
            stored(of(Lane.LIFE, all), store);
            stored(messages.subList(0, third), store);
            store.lost(
                    new HubEffect.Lost(
                            messages.getFirst().epoch(),
                            Lane.DATA,
                            messages.get(third).seq(),
                            messages.get(2 * third - 1).seq(),
                            Packet.Loss.RETENTION),
                    NOW,
                    NOW);
            stored(messages.subList(2 * third, messages.size()), store);
        }
        List<String> there = export(edge, "csv").lines().toList();
        List<String> here = export(folder, "csv", "--box", "box-1").lines().toList();
        List<String> gaps = here.stream()
                .filter(line -> line.contains(String.format(
                        Locale.ROOT, "%,d records of messages are not at this hub; nobody has them any more", third)))
                .toList();
        assertEquals(1, gaps.size(), String.join("\n", here));
        assertEquals(alarms(there), alarms(here), "none that the box did not have");
        List<String> values =
                here.stream().filter(line -> line.contains(",value,")).toList();
        assertTrue(values.size() > 100, "of what is here");
        assertTrue(values.size()
                < there.stream().filter(line -> line.contains(",value,")).count());
    }

    private static Set<String> alarms(List<String> lines) {
        Set<String> alarms = new HashSet<>();
        lines.stream()
                .filter(line -> line.contains(",alarm,") && line.contains(",raised,"))
                .forEach(line -> alarms.add(line.substring(0, 24) + line.split(",", 4)[2]));
        return alarms;
    }
}
