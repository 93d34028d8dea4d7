package org.vigie.adapter.probe;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.vigie.adapter.intellivue.IntellivueDecoder;
import org.vigie.adapter.intellivue.session.WaveChoice;
import org.vigie.adapter.shell.IntellivueClient;
import org.vigie.adapter.shell.IntellivueClientConfig;
import org.vigie.adapter.shell.IntellivueListener;
import org.vigie.adapter.shell.IntellivueListenerConfig;
import org.vigie.adapter.spi.Adapter;
import org.vigie.adapter.spi.AdapterStatus;
import org.vigie.adapter.transport.EventLoop;
import org.vigie.adapter.transport.MonitorAddress;
import org.vigie.model.limits.Limits;
import org.vigie.model.program.Subcommand;
import org.vigie.profiles.DeviceProfile;
import org.vigie.profiles.ProfileCatalog;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/**
 * {@code vigie probe udp|serial}: listens or associates, names the monitors and what they offer, prints the lines for
 * site.yaml. Reads only, as the gateway does. Exit 0 when a monitor was seen, 1 when none, 2 for usage.
 */
@Command(
        name = "probe",
        mixinStandardHelpOptions = true,
        description = "Names the IntelliVue monitors on a network or at a serial port, and prints lines for site.yaml.",
        footer = {
            "",
            "A monitor takes one association: end `vigie run` before probing the monitors that it reads.",
            "Exit codes: 0 a monitor was seen, 1 none was, 2 usage. More: docs/intellivue.md"
        })
public final class ProbeCommand implements Subcommand {
    private static final String PROFILE = "philips-intellivue";
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration SETTLE = Duration.ofSeconds(4);
    private static final int PORT = 24_005;
    private static final Duration CALL_FOR = Duration.ofSeconds(25);

    /** One more than the 61.44 s after which a monitor announces itself again. */
    private static final Duration LISTEN_FOR = Duration.ofSeconds(70);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    /** For the service loader and picocli. */
    public ProbeCommand() {}

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "say where: `probe udp` or `probe serial PATH`");
    }

    /** {@code 70s}, {@code 2m}. */
    static final class Time implements ITypeConverter<Duration> {
        private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,5})(ms|s|m)");

        @Override
        public Duration convert(String text) {
            Matcher form = FORM.matcher(text);
            if (!form.matches()) {
                throw new TypeConversionException("70s, 2m or 500ms expected, not '" + text + "'");
            }
            long number = Long.parseLong(form.group(1));
            return switch (form.group(2)) {
                case "ms" -> Duration.ofMillis(number);
                case "s" -> Duration.ofSeconds(number);
                default -> Duration.ofMinutes(number);
            };
        }
    }

    @Command(
            name = "udp",
            mixinStandardHelpOptions = true,
            description = "Listens for monitors that announce themselves, or calls one.")
    int udp(
            @Option(
                            names = "--for",
                            paramLabel = "TIME",
                            converter = Time.class,
                            description = "How long; default 70s listening (monitors announce themselves each 61 s),"
                                    + " 25s calling.")
                    @Nullable Duration time,
            @Option(names = "--interface", paramLabel = "NAME", description = "Where multicast is joined; default all.")
                    @Nullable String network,
            @Option(names = "--port", paramLabel = "PORT", description = "Port of announcements; default 24005.")
                    @Nullable Integer port,
            @Parameters(arity = "0..1", paramLabel = "ADDRESS", description = "Numeric address of one monitor.")
                    @Nullable String address) {
        if (address != null) {
            String text = address.startsWith("udp://") ? address : "udp://" + address;
            return called(address(text), time);
        }
        Duration listening = time == null ? LISTEN_FOR : time;
        say("listening on port " + (port == null ? PORT : port) + " for " + listening.toSeconds()
                + " s; monitors announce themselves about once a minute"
                + " / à l'écoute ; un moniteur s'annonce environ une fois par minute");
        IntellivueListenerConfig config = new IntellivueListenerConfig(
                "probe",
                "0.0.0.0",
                port == null ? PORT : port,
                network == null ? List.of() : List.of(network),
                waves(),
                PROFILE,
                Limits.INTELLIVUE,
                IntellivueListenerConfig.Who.ANYBODY);
        return probe(
                (loop, sink) -> new IntellivueListener(loop, config, sink, new MachineClock(), new SplittableRandom()),
                listening,
                null);
    }

    @Command(
            name = "serial",
            mixinStandardHelpOptions = true,
            description = "Calls a monitor at a serial port or behind a terminal server.")
    int serial(
            @Option(
                            names = "--for",
                            paramLabel = "TIME",
                            converter = Time.class,
                            description = "How long at most; default 25s.")
                    @Nullable Duration time,
            @Option(names = "--baud", paramLabel = "N", description = "115200 (default) or 19200.") @Nullable Integer baud,
            @Parameters(paramLabel = "PATH", description = "Best one of /dev/serial/by-id, or tcp://ADDRESS:PORT.")
                    String path) {
        boolean whole = path.startsWith("tcp://") || path.startsWith("serial:");
        return called(address(whole ? path : "serial:" + path + (baud == null ? "" : "?baud=" + baud)), time);
    }

    private MonitorAddress address(String text) {
        return MonitorAddress.parse(text)
                .orElseThrow(() -> new ParameterException(spec.commandLine(), text + ": " + MonitorAddress.EXPECTED));
    }

    private int called(MonitorAddress address, @Nullable Duration time) {
        Duration calling = time == null ? CALL_FOR : time;
        say("calling " + address.text() + " for at most " + calling.toSeconds() + " s / appel en cours");
        IntellivueClientConfig config =
                new IntellivueClientConfig("probe", address, waves(), PROFILE, Limits.INTELLIVUE, Limits.LINE);
        return probe(
                (loop, sink) -> new IntellivueClient(loop, config, sink, new MachineClock(), new SplittableRandom()),
                calling,
                address.text());
    }

    /** As many as a monitor can export at once. */
    private static List<WaveChoice> waves() {
        return List.of(
                WaveChoice.ECG,
                WaveChoice.PLETH,
                WaveChoice.ABP,
                WaveChoice.PAP,
                WaveChoice.CVP,
                WaveChoice.ICP,
                WaveChoice.RESP,
                WaveChoice.CO2);
    }

    /** Makes the adapter that is probed with. */
    private interface Probed {
        Adapter make(EventLoop loop, ProbeSink sink);
    }

    private int probe(Probed probed, Duration time, @Nullable String called) {
        DeviceProfile profile = ProfileCatalog.load().find(PROFILE).orElseThrow();
        ProbeSink sink = new ProbeSink(new IntellivueDecoder(profile));
        try (EventLoop.Own own = EventLoop.own()) {
            Adapter adapter = probed.make(own.loop(), sink);
            adapter.start().get(10, TimeUnit.SECONDS);
            await(sink, time, called != null);
            AdapterStatus status = adapter.status();
            Optional<String> trouble = adapter.trouble();
            adapter.stop().get(10, TimeUnit.SECONDS);
            return report(sink, called, status, trouble);
        } catch (ExecutionException failed) {
            say("cannot begin: " + failed.getCause() + " (is another Vigie running? / un autre Vigie tourne-t-il ?)");
            return 1;
        } catch (TimeoutException slow) {
            say("no answer from our own sockets within 10 s");
            return 1;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private static void await(ProbeSink sink, Duration time, boolean called) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        long end = System.nanoTime() + time.toNanos();
        boolean one = called;
        while (System.nanoTime() < end) {
            if (one && sink.isComplete(1)) {
                end = Math.min(end, System.nanoTime() + SETTLE.toNanos()); // what comes with the next cycles
                one = false;
            }
            if (never.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    private int report(ProbeSink sink, @Nullable String called, AdapterStatus status, Optional<String> trouble) {
        List<Seen> seen = sink.all();
        sink.texts().forEach(this::say);
        trouble.ifPresent(text -> say("note: " + text));
        if (seen.isEmpty()) {
            say(NothingHeard.text(called, status));
            return 1;
        }
        say(called == null ? SiteLines.network(seen) : SiteLines.called(called, seen.getFirst()));
        say(counters(status));
        return 0;
    }

    private static String counters(AdapterStatus status) {
        return "counted: " + status.counts() + (status.rejected().isEmpty() ? "" : ", rejected " + status.rejected());
    }

    private void say(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(text);
        out.flush();
    }
}
