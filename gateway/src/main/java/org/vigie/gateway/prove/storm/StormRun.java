package org.vigie.gateway.prove.storm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.vigie.gateway.Main;
import org.vigie.gateway.journal.Entry;
import org.vigie.gateway.journal.JournalEntries;
import org.vigie.gateway.journal.JournalReader;
import org.vigie.gateway.journal.JournalRecord;
import org.vigie.gateway.journal.RecordKind;
import org.vigie.gateway.prove.JavaCommand;
import org.vigie.gateway.prove.LiveScreen;
import org.vigie.gateway.prove.thin.Child;
import org.vigie.model.program.FreePort;

/** One storm: a gateway in a process of its own, its monitors and its display in this one. */
final class StormRun implements AutoCloseable {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final int HEAP_MB = 256;

    /** Heap, and what the JVM, Chronicle's mapped pages and the threads take beside it. */
    private static final int MOST_MB = HEAP_MB + 384;

    private static final int VALUES_PER_SECOND = 10;
    private static final String READY = "Vigie ready: ";
    private static final long START_S = 120;
    private static final long SETTLE_S = 30;
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final Size size;
    private final Path folder;
    private final PrintWriter out;
    private final Truth truth = new Truth();
    private final List<StormBed> beds = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private final Child gateway;
    private final LiveScreen screen;
    private long firstThirdKb;
    private long mostKb;
    private double deepestIngest;
    private long nextLook;

    /**
     * How large a storm.
     *
     * @param beds with a monitor each
     * @param lasting how long, once it has begun
     * @param alarmEveryMs an alarm at each bed, on for half of it
     * @param calm values at the full rate before the first alarm: a gateway that has only just started is slower
     */
    record Size(int beds, Duration lasting, int alarmEveryMs, Duration calm) {
        int alarms() {
            return (int) Math.max(1, lasting.toMillis() / alarmEveryMs);
        }
    }

    StormRun(Size size, long seed, Path folder, PrintWriter out) throws IOException, InterruptedException {
        this.size = size;
        this.folder = folder;
        this.out = out;
        int port = FreePort.next();
        Path site = folder.resolve("site.yaml");
        Files.writeString(site, site(size.beds(), port), StandardCharsets.UTF_8);
        List<String> command = JavaCommand.of(folder, List.of("-Xmx" + HEAP_MB + "m"));
        command.addAll(List.of(Main.class.getName(), "run", "--config", site.toString()));
        gateway = new Child("gateway", command, folder);
        try {
            gateway.await(READY, START_S);
            screen = new LiveScreen(page(), false, truth::shown);
            StormBed.Plan plan = new StormBed.Plan(VALUES_PER_SECOND, size.alarmEveryMs(), size.alarms(), (int)
                    size.calm().toMillis());
            for (int i = 0; i < size.beds(); i++) {
                beds.add(new StormBed(i, port, plan, truth, seed));
            }
        } catch (IOException | InterruptedException | RuntimeException failed) {
            gateway.close();
            throw failed;
        }
    }

    private static String site(int beds, int port) {
        StringBuilder site = new StringBuilder("""
                site: Storm
                unit: A
                language: en
                http: { host: 127.0.0.1, port: 0, secure: false }
                data: data
                alarms: { annunciator: none }
                listeners: [ { name: hl7, host: 127.0.0.1, port: PORT } ]
                beds:
                """.replace("PORT", Integer.toString(port)));
        for (int i = 0; i < beds; i++) {
            site.append("  - { bed: ").append(StormBed.name(i)).append(", period: 1s, connection: persistent }\n");
        }
        return site.toString();
    }

    private URI page() throws IOException {
        return URI.create(Files.readString(folder.resolve("gateway.out"))
                .lines()
                .filter(line -> line.startsWith(READY))
                .findFirst()
                .orElseThrow()
                .substring(READY.length())
                .strip()
                .split(" ", 2)[0]);
    }

    /** Plays it; what did not hold is told. True when all did. */
    boolean run() throws IOException, InterruptedException {
        long began = System.nanoTime();
        beds.forEach(StormBed::start);
        long nextWord = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        long end = began + size.calm().plus(size.lasting()).toNanos();
        while (!beds.stream().allMatch(StormBed::isDone)) {
            TimeUnit.MILLISECONDS.sleep(LOOK.toMillis() / 10);
            if (!healthy() || System.nanoTime() > end + TimeUnit.SECONDS.toNanos(SETTLE_S)) {
                break;
            }
            watch(began);
            if (System.nanoTime() >= nextWord) {
                nextWord += TimeUnit.MINUTES.toNanos(1);
                say("%s", soFar());
            }
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        await(() -> truth.count().gone() >= truth.count().raised());
        tell(seconds);
        figures(drained());
        screen.close();
        beds.forEach(StormBed::close);
        gateway.stop(Duration.ofSeconds(20));
        journal();
        wrong.forEach(words -> say("WRONG: %s", words));
        return wrong.isEmpty();
    }

    private boolean healthy() {
        for (StormBed bed : beds) {
            String broken = bed.broken();
            if (broken != null) {
                wrong.add(broken);
            }
        }
        if (!gateway.isAlive()) {
            wrong.add("the gateway has ended");
        }
        if (screen.hasEnded()) {
            wrong.add("the gateway has closed the display's connection");
        }
        return wrong.isEmpty();
    }

    private void watch(long began) throws IOException, InterruptedException {
        long now = System.nanoTime();
        if (now < nextLook) {
            return;
        }
        nextLook = now + LOOK.toNanos();
        long kb = gateway.residentKb();
        mostKb = Math.max(mostKb, kb);
        if (now - began < size.lasting().toNanos() / 3) {
            firstThirdKb = kb;
        }
        deepestIngest = Math.max(deepestIngest, screen.metrics().getOrDefault("vigie_queue_depth", 0.0));
    }

    /** The figures once nothing waits inside any more. */
    private Map<String, Double> drained() throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SETTLE_S);
        Map<String, Double> figures = screen.metrics();
        while (figures.getOrDefault("vigie_queue_depth", 0.0) > 0 && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(200);
            figures = screen.metrics();
        }
        return figures;
    }

    private void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SETTLE_S);
        while (!condition.getAsBoolean() && System.nanoTime() < end && wrong.isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private String soFar() {
        Truth.Count count = truth.count();
        return String.format(
                Locale.ROOT,
                "%d messages, %d acknowledged; alarms %d begun, %d shown, %d ended, %d gone; resident %d MB",
                beds.stream().mapToLong(StormBed::sent).sum(),
                beds.stream().mapToLong(StormBed::accepted).sum(),
                count.raised(),
                count.shown(),
                count.ended(),
                count.gone(),
                mostKb >> 10);
    }

    private void tell(double seconds) {
        long sent = beds.stream().mapToLong(StormBed::sent).sum();
        long accepted = beds.stream().mapToLong(StormBed::accepted).sum();
        Truth.Count count = truth.count();
        say(
                "%d beds, %.0f s: %d messages of %d bytes (%.0f a second), %d acknowledged; at most %d ms after their time",
                size.beds(),
                seconds,
                sent,
                StormBed.valuesBytes(),
                sent / seconds,
                accepted,
                beds.stream().mapToLong(StormBed::latestMs).max().orElse(0));
        say(
                "alarms: %d begun, %d shown, %d ended, %d gone; missed %d, ghosts %d, doubled %d; begin at the display p50 %.0f"
                        + " ms, p99 %.0f ms, longest %.0f ms; end p50 %.0f ms, longest %.0f ms",
                count.raised(),
                count.shown(),
                count.ended(),
                count.gone(),
                count.missed(),
                count.ghosts(),
                count.doubled(),
                truth.onsetMs(0.5),
                truth.onsetMs(0.99),
                truth.onsetMs(1),
                truth.endMs(0.5),
                truth.endMs(1));
        say(
                "display: %d frames, %d snapshots, %d of %d beds live; technical alarms of beds: %s",
                screen.frames(), screen.snapshots(), screen.beds("live"), size.beds(), screen.technical());
        say(
                "resident memory of the gateway: %d MB after a third, at most %d MB (heap at most %d MB)",
                firstThirdKb >> 10, mostKb >> 10, HEAP_MB);
        hold(sent == accepted, "not every message was acknowledged");
        hold(count.holds(), "the display did not show every alarm once: " + count);
        hold(count.raised() == (long) size.beds() * size.alarms(), "not all alarms of the plan were said");
        hold(mostKb >> 10 <= MOST_MB, "more resident memory than " + MOST_MB + " MB");
    }

    /** What was left out is counted; that it counts is what is claimed, not that it is nothing. */
    private void figures(Map<String, Double> figures) {
        for (String name : List.of(
                "vigie_inputs_applied_total",
                "vigie_inputs_refused_total",
                "vigie_inputs_not_written_total",
                "vigie_inputs_poisoned_total",
                "vigie_rejected_total",
                "vigie_gap_total",
                "vigie_audit_dropped_total",
                "vigie_displays_ended_total")) {
            say("%s %.0f", name, figures.getOrDefault(name, 0.0));
        }
        say("most that waited in a queue: %.0f", deepestIngest);
        double sent = beds.stream().mapToLong(StormBed::sent).sum();
        hold(
                figures.getOrDefault("vigie_inputs_applied_total", 0.0) >= sent,
                "acknowledged and neither applied nor counted as left out");
        for (String never : List.of(
                "vigie_inputs_not_written_total",
                "vigie_inputs_poisoned_total",
                "vigie_rejected_total",
                "vigie_audit_dropped_total")) {
            hold(figures.getOrDefault(never, 0.0) == 0, never);
        }
    }

    /** The journal has each alarm that the display was shown, by the same name, with its begin and its end. */
    private void journal() throws IOException {
        Map<String, Set<String>> begun = new HashMap<>();
        long ends = 0;
        long damaged = 0;
        try (JournalEntries entries = JournalReader.open(folder.resolve("data")).all()) {
            while (entries.hasNext()) {
                switch (entries.next()) {
                    case Entry.Damage damage -> damaged++;
                    case Entry.Intact intact -> ends += step(intact.entry(), begun);
                }
            }
        }
        long steps = begun.values().stream().mapToLong(Set::size).sum();
        say("journal: %d alarms begun, %d ended, %d damages", steps, ends, damaged);
        for (int i = 0; i < size.beds(); i++) {
            String bed = StormBed.name(i);
            hold(begun.getOrDefault(bed, Set.of()).equals(truth.names(bed)), "journal and display differ at " + bed);
        }
        hold(ends == truth.count().ended(), "ends in the journal");
        hold(damaged == 0, "damages in the journal");
    }

    /** 1 for an end. */
    private static long step(JournalRecord record, Map<String, Set<String>> begun) throws IOException {
        if (record.kind() != RecordKind.TRANSITION) {
            return 0;
        }
        JsonNode step = MAPPER.readTree(record.payload());
        if (!step.path("what").asText().equals("transition")
                || step.path("condition").asText().startsWith("VIGIE_")) {
            return 0;
        }
        String to = step.path("to").asText();
        String bed = step.path("bed").asText();
        if (to.equals("active-unack")) {
            begun.computeIfAbsent(bed, some -> new HashSet<>())
                    .add(step.path("alarm").asText());
        }
        return step.path("event").asText().equals("cond-false") ? 1 : 0;
    }

    private void hold(boolean holds, String words) {
        if (!holds) {
            wrong.add(words);
        }
    }

    private void say(String format, Object... values) {
        out.printf(Locale.ROOT, format + "%n", values);
        out.flush();
    }

    @Override
    public void close() {
        beds.forEach(StormBed::close);
        screen.close();
        gateway.close();
    }
}
