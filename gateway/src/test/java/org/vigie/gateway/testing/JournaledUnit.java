package org.vigie.gateway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Supplier;
import org.vigie.gateway.journal.Journal;
import org.vigie.gateway.journal.JournalDirectory;
import org.vigie.gateway.journal.JournalUnavailableException;
import org.vigie.gateway.journal.RecordClass;
import org.vigie.gateway.journal.RecordKind;
import org.vigie.gateway.pipeline.records.Input;
import org.vigie.gateway.pipeline.records.InputCodec;
import org.vigie.model.SourceId;
import org.vigie.model.limits.Limits;
import org.vigie.simulator.monitor.Language;
import org.vigie.simulator.monitor.MonitorLink;
import org.vigie.simulator.monitor.Outgoing;
import org.vigie.simulator.monitor.intellivue.IntellivueLink;
import org.vigie.simulator.scenario.LinkFactory;
import org.vigie.simulator.scenario.Player;
import org.vigie.simulator.scenario.Scenario;
import org.vigie.simulator.scenario.ScenarioBed;

/**
 * A real journal on disk of a simulated unit, written in virtual time: what the virtual monitors say is journaled as a
 * gateway journals it, with no gateway, no socket and no waiting. One thread.
 */
public final class JournaledUnit implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(200);

    private final Path data;
    private final String site;
    private Journal journal;
    private Instant now;
    private Duration clock = Duration.ZERO;
    private long messages;

    /**
     * Begins a journal, and with it a run.
     *
     * @param data folder
     * @param site text of the site file
     * @param start engine time
     */
    public JournaledUnit(Path data, String site, Instant start) throws IOException {
        this.data = data;
        this.site = site;
        this.now = start;
        this.journal = open();
    }

    /** A site file with beds that are known by their names. */
    public static String site(List<String> beds, String more) {
        StringBuilder text = new StringBuilder("site: CHU\nunit: REA-A\nlanguage: en\n" + more + "beds:\n");
        beds.forEach(bed -> text.append("  - { bed: ").append(bed).append(" }\n"));
        return text.toString();
    }

    private Journal open() throws IOException {
        Journal made = JournalDirectory.open(data, Limits.DEFAULT.journal(), now);
        journal = made;
        input(new Input.Site(site));
        input(new Input.Started("test", JournalDirectory.name(data)));
        return made;
    }

    /** Engine time. */
    public Instant now() {
        return now;
    }

    /** Messages of monitors so far. */
    public long messages() {
        return messages;
    }

    /** The journal ends as a power cut ends it, and a new run begins after a while. */
    public void powerCut(Duration dark) throws IOException {
        journal.close();
        now = now.plus(dark);
        journal = open();
    }

    /** Time passes and nothing comes. */
    public void pass(Duration time) {
        now = now.plus(time);
    }

    /** Somebody sets the clock. */
    public void setClock(Duration by) {
        clock = clock.plus(by);
        append(RecordClass.LIFE, RecordKind.CLOCK_STEP, "", InputCodec.clockStep(by));
    }

    /** A message of a monitor. */
    public void message(String source, String text) {
        boolean alarm = text.contains("|ORU^R40");
        messages++;
        input(new Input.Message(
                new SourceId("hl7/" + source),
                "c-" + source,
                "auto",
                alarm ? Input.Content.ALARM : Input.Content.DATA,
                text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Anything else that is journaled. */
    public void input(Input input) {
        InputCodec.Encoded record = InputCodec.encode(input);
        append(record.cls(), record.kind(), record.source(), record.payload());
    }

    private void append(RecordClass cls, RecordKind kind, String source, byte[] payload) {
        try {
            journal.append(cls, kind, source, now, now.plus(clock), payload);
        } catch (JournalUnavailableException broken) {
            throw new UncheckedIOException(new IOException(broken));
        }
    }

    /** The virtual monitors of a scenario speak for a while; their clocks are right. */
    public void play(Scenario scenario, Duration lasting) throws IOException {
        Instant start = now;
        Player player = new Player(scenario, new Player.Terms(1, start, ZoneOffset.UTC, Language.EN), new Links());
        player.start();
        for (Duration at = TICK; at.compareTo(lasting) <= 0; at = at.plus(TICK)) {
            now = start.plus(at);
            player.advanceTo(at);
        }
        player.close();
    }

    private final class Links implements LinkFactory {
        @Override
        public MonitorLink open(ScenarioBed bed, int index, Supplier<List<Outgoing>> greeting) {
            return new Link(bed.bed());
        }

        @Override
        public IntellivueLink openIntellivue(ScenarioBed bed, int index) {
            throw new UnsupportedOperationException("HL7 monitors only");
        }

        @Override
        public MonitorLink openAdmissions() {
            return new Link("adt");
        }
    }

    private final class Link implements MonitorLink {
        private final String source;

        Link(String source) {
            this.source = source;
        }

        @Override
        public void offer(Outgoing message) {
            if (message.kind() != Outgoing.Kind.NOISE) {
                message(source, message.text());
            }
        }

        @Override
        public void cut(boolean away) {
            // A message that cannot be sent is lost.
        }

        @Override
        public void freeze(boolean frozen) {
            // As above.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    /** Ends in an orderly way. */
    @Override
    public void close() {
        journal.close();
    }
}
