package org.vigie.gateway.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.vigie.model.limits.Limits;

/** What the tests of the journal share: a start time, records whose content follows from a number, reading back. */
final class Journals {
    static final Instant START = Instant.parse("2026-03-01T10:15:00Z");
    static final Limits.Journal LIMITS = Limits.DEFAULT.journal();
    static final DiskSpace ROOMY = () -> new DiskSpace.Reading(80L << 30, 100L << 30);

    private static final List<RecordClass> CLASSES = List.of(RecordClass.values());

    private Journals() {}

    static Journal open(Path data) throws IOException {
        return JournalDirectory.open(data, small(), START, ROOMY);
    }

    /** Bounds with a ballast and files that do not cost a test 80 MiB of writing and reading. */
    static Limits.Journal small() {
        return new Limits.Journal(
                1 << 16,
                1 << 20,
                LIMITS.forceData(),
                LIMITS.forceWaves(),
                LIMITS.checkpointEvery(),
                LIMITS.keep(),
                LIMITS.keepWaves(),
                LIMITS.shedWavesBelow(),
                LIMITS.shedDataBelow(),
                1 << 16);
    }

    static long append(Journal journal, RecordClass cls, int number) throws JournalUnavailableException {
        Instant at = START.plus(Duration.ofMillis(number));
        return journal.append(cls, RecordKind.RAW_MESSAGE, "hl7/10.0.0.1", at, at.plusSeconds(3600), payload(number));
    }

    /** Life, data and waves in turn. */
    static RecordClass classOf(int number) {
        return CLASSES.get(number % CLASSES.size());
    }

    /** 100 to 1,100 bytes that begin with the number. */
    static byte[] payload(int number) {
        String text = "message " + number + " ";
        return text.repeat((100 + number % 1_000) / text.length() + 1).getBytes(StandardCharsets.UTF_8);
    }

    static List<Entry> read(Path data) throws IOException {
        List<Entry> all = new ArrayList<>();
        try (JournalEntries entries = JournalReader.open(data).all()) {
            entries.forEachRemaining(all::add);
        }
        return all;
    }

    static List<JournalRecord> intact(List<Entry> entries) {
        return entries.stream()
                .flatMap(entry -> entry instanceof Entry.Intact whole ? Stream.of(whole.entry()) : Stream.empty())
                .toList();
    }

    static List<Entry.Damage> damages(List<Entry> entries) {
        return entries.stream()
                .flatMap(entry -> entry instanceof Entry.Damage damage ? Stream.of(damage) : Stream.empty())
                .toList();
    }
}
