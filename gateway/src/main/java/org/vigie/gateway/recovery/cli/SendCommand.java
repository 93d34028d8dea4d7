package org.vigie.gateway.recovery.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.config.GatewayConfig;
import org.vigie.gateway.recovery.Item;
import org.vigie.gateway.recovery.Retelling;
import org.vigie.gateway.recovery.Sampling;
import org.vigie.gateway.recovery.Selection;
import org.vigie.gateway.recovery.Tally;
import org.vigie.gateway.recovery.hl7.PcdEncoder;
import org.vigie.gateway.recovery.send.MllpLine;
import org.vigie.gateway.recovery.send.Sender;
import org.vigie.gateway.recovery.send.SentLog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code vigie journal send}: what was kept, to a record system. */
@Command(
        name = "send",
        mixinStandardHelpOptions = true,
        description = {
            "Sends what was kept to a record system, as PCD-01 and PCD-04 over MLLP, each message until it is answered.",
            "Run it first with --dry-run. Stop and run it again as you like: nothing is lost, nothing is sent twice."
        },
        footer = "Never to an alarm manager or a pager gateway: these are alarms of the past.")
public final class SendCommand implements Callable<Integer> {
    private static final int PROGRESS_EVERY = 500;

    @Mixin
    private final PastOptions past = new PastOptions();

    @Option(names = "--to", paramLabel = "mllp://HOST:PORT", required = true, description = "The receiver.")
    private String to = "";

    @Option(names = "--dry-run", description = "Only say what would be sent.")
    private boolean dryRun;

    @Option(
            names = "--include-unbound",
            description = "Also what has no certain patient: without identifier, with the bed.")
    private boolean unbound;

    @Option(names = "--refused-again", description = "Also what this receiver refused before.")
    private boolean refusedAgain;

    @Option(names = "--rate", paramLabel = "N", description = "Messages a second, at most. Default: 10")
    private int rate = 10;

    @Option(names = "--answer-within", paramLabel = "S", description = "Seconds to wait for an answer. Default: 30")
    private int answerWithin = 30;

    @Option(
            names = "--stop-after",
            paramLabel = "N",
            description = "Stop when the first N are all refused; 0 never. Default: 20")
    private int stopAfter = 20;

    @Option(
            names = "--cursor",
            paramLabel = "FILE",
            description = "What this receiver has answered so far. Default: sent/HOST_PORT.log in the data folder")
    private @Nullable Path cursor;

    @Option(names = "--authority", paramLabel = "NAME", description = "Who gives the identifiers, PID-3.4.")
    private String authority = "";

    @Option(names = "--application", paramLabel = "NAME", description = "The receiver's name, MSH-5.")
    private String application = "";

    @Option(names = "--facility", paramLabel = "NAME", description = "The receiver's facility, MSH-6.")
    private String facility = "";

    @Option(
            names = "--demo-data",
            description = "Send although the journal is one of a demonstration or a drill; marked in MSH-11.")
    private boolean demoData;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    /** For picocli. */
    public SendCommand() {}

    @Override
    public Integer call() throws IOException {
        InetSocketAddress address = address();
        checkNumbers();
        PastOptions.Past journal = past.open();
        Selection selection = past.selection(journal.site());
        Sampling sampling = past.sampling();
        if (journal.site().mode() != GatewayConfig.Mode.LIVE && !demoData) {
            throw new IOException("The journal in " + past.data() + " is of a "
                    + journal.site().mode().word()
                    + ": no patient is behind it. --demo-data sends it all the same, marked in MSH-11.");
        }
        Path file = cursor != null
                ? cursor
                : past.data()
                        .resolve("sent")
                        .resolve(address.getHostString().replace(':', '.') + "_" + address.getPort() + ".log");
        PcdEncoder encoder = new PcdEncoder(new PcdEncoder.Header(
                journal.identity(),
                journal.site().site(),
                journal.site().unit(),
                journal.site().mode(),
                new PcdEncoder.Receiver(application, facility),
                authority));
        Sender.Terms terms = new Sender.Terms(rate, unbound, refusedAgain, stopAfter);
        Plan plan = new Plan(journal, selection, sampling);
        try (SentLog log = SentLog.open(file, journal.identity() + " " + sampling.words())) {
            if (dryRun) {
                return report(plan, encoder, log, terms);
            }
            try (MllpLine line = new MllpLine(address, Duration.ofSeconds(answerWithin))) {
                return send(
                        plan,
                        new Sender.Wiring(encoder, line, log, new RealPace(), new SplittableRandom(), new Terminal()),
                        terms);
            }
        }
    }

    /** What is told, and which part of it is wanted. */
    private record Plan(PastOptions.Past journal, Selection selection, Sampling sampling) {
        void tell(Consumer<Item> each) {
            Retelling.tell(journal.source(), sampling, !journal.running(), item -> {
                if (selection.test(item)) {
                    each.accept(item);
                }
            });
        }
    }

    private int report(Plan plan, PcdEncoder encoder, SentLog log, Sender.Terms terms) {
        Tally toSend = new Tally();
        Tally leftOut = new Tally();
        Tally before = new Tally();
        plan.tell(item -> {
            switch (Sender.fate(item, encoder, log, terms)) {
                case SEND -> toSend.accept(item);
                case LEFT_OUT -> leftOut.accept(item);
                case BEFORE -> before.accept(item);
                case NO_MESSAGE -> {}
            }
        });
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "%,d messages, %s, %,d gaps, %d beds without patient id%n",
                toSend.items(),
                toSend.times(ZoneId.systemDefault()),
                toSend.gaps(),
                toSend.doubtfulWith(leftOut).size());
        if (leftOut.items() > 0) {
            out.printf(
                    Locale.ROOT,
                    "left out: %,d messages without a certain patient (%s); --include-unbound sends them%n",
                    leftOut.items(),
                    String.join(", ", leftOut.doubtful()));
        }
        if (before.items() > 0) {
            out.printf(
                    Locale.ROOT,
                    "answered before: %,d, of which %,d refused%n",
                    before.items(),
                    log.refused().size());
        }
        if (plan.journal().running()) {
            out.println("a gateway is running: the minute that is going on is sent the next time");
        }
        out.printf(
                Locale.ROOT,
                "at %d a second: about %s; nothing was sent%n",
                rate,
                words(Duration.ofSeconds(toSend.items() / rate)));
        out.flush();
        return 0;
    }

    private static String words(Duration time) {
        return time.toMinutes() < 1
                ? "a minute"
                : time.toHours() < 2 ? time.toMinutes() + " min" : time.toHours() + " h";
    }

    private int send(Plan plan, Sender.Wiring wiring, Sender.Terms terms) throws IOException {
        Sender sender = new Sender(wiring, terms);
        PrintWriter out = spec.commandLine().getOut();
        int exit = 0;
        try {
            plan.tell(item -> send(sender, item));
        } catch (UncheckedIOException notWritten) {
            throw new IOException(
                    "The answer could not be written down: " + notWritten.getMessage()
                            + ". Nothing more was sent. Make room, or name another place with --cursor.",
                    notWritten);
        } catch (Sender.RefusesEverything wrong) {
            out.printf(
                    Locale.ROOT,
                    "stopped: %s refused the first %d messages: %s. Mend what it says (--authority, --application,"
                            + " --facility), then run again with --refused-again.%n",
                    to,
                    terms.stopAfter(),
                    wrong.getMessage());
            exit = 1;
        } catch (CancellationException told) {
            exit = 130;
        }
        Sender.Result result = sender.result();
        out.printf(
                Locale.ROOT,
                "sent %,d, refused %,d, answered before %,d, left out without a certain patient %,d%n",
                result.sent(),
                result.refused(),
                result.before(),
                result.leftOut());
        wiring.log().refused().entrySet().stream()
                .limit(PROGRESS_EVERY)
                .forEach(entry -> out.println("refused " + entry.getKey() + " " + entry.getValue()));
        out.flush();
        return exit;
    }

    private static void send(Sender sender, Item item) {
        try {
            sender.send(item);
        } catch (IOException notWritten) {
            throw new UncheckedIOException(notWritten);
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        }
    }

    private InetSocketAddress address() throws IOException {
        try {
            URI uri = new URI(to);
            if ("mllp".equals(uri.getScheme()) && uri.getHost() != null && uri.getPort() > 0) {
                return InetSocketAddress.createUnresolved(uri.getHost(), uri.getPort());
            }
        } catch (URISyntaxException bad) {
            throw new IOException(wrongAddress(), bad);
        }
        throw new IOException(wrongAddress());
    }

    private String wrongAddress() {
        return "--to " + to + " is no receiver. Write for example --to mllp://10.1.2.3:2575";
    }

    private void checkNumbers() throws IOException {
        if (rate < 1 || rate > 1_000 || answerWithin < 1 || answerWithin > 600 || stopAfter < 0) {
            throw new IOException(
                    "--rate must be 1 to 1000, --answer-within 1 to 600 seconds, --stop-after 0 or more.");
        }
    }

    private static final class RealPace implements Sender.Pace {
        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public void sleep(Duration time) throws InterruptedException {
            Thread.sleep(time);
        }
    }

    private final class Terminal implements Sender.Observer {
        private final PrintWriter err = spec.commandLine().getErr();

        @Override
        public void answered(long sent, long refused) {
            if (sent % PROGRESS_EVERY == 0) {
                say(String.format(Locale.ROOT, "%,d sent, %,d refused", sent, refused));
            }
        }

        @Override
        public void waits(Duration time, String reason) {
            say(to + ": " + reason + "; trying again in " + time.toSeconds() + " s (Ctrl+C stops; nothing is lost)");
        }

        @Override
        public void refused(String id, String reason) {
            say("refused " + id + " " + reason);
        }

        private void say(String text) {
            err.println(text);
            err.flush();
        }
    }
}
