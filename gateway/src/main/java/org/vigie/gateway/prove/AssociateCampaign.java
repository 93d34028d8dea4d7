package org.vigie.gateway.prove;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vigie.adapter.intellivue.session.WaveChoice;
import org.vigie.adapter.shell.IntellivueClient;
import org.vigie.adapter.shell.IntellivueClientConfig;
import org.vigie.adapter.spi.AdapterClock;
import org.vigie.adapter.spi.AdapterSink;
import org.vigie.adapter.spi.Arrival;
import org.vigie.adapter.spi.Stored;
import org.vigie.adapter.transport.EventLoop;
import org.vigie.adapter.transport.MonitorAddress;
import org.vigie.gateway.Main;
import org.vigie.model.SourceId;
import org.vigie.model.limits.Limits;
import org.vigie.model.link.LinkReason;

/**
 * An association with a virtual monitor lasts 30 real minutes, over UDP and over a pty, with waves: never lost, no
 * alarm list missing, no cycle of values missing. The monitors are those of {@code vigie simulate}, in a process of
 * their own.
 */
public final class AssociateCampaign implements Campaign {
    private static final int MINUTES = 30;
    private static final Duration CYCLE = Duration.ofMillis(1_024);
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration ASSOCIATE = Duration.ofSeconds(20);
    private static final Pattern MONITOR = Pattern.compile("bed (\\w+): IntelliVue monitor at (\\S+)");
    private static final String SCENARIO = """
            scenario: associate
            beds:
              - { bed: A01, monitor: intellivue }
              - { bed: A02, monitor: intellivue, link: serial }
            timeline:
              - { at: 20s, bed: A01, event: asystole, for: 15s }
            repeat: 2m
            """;

    /** For the service loader. */
    public AssociateCampaign() {}

    @Override
    public String name() {
        return "associate";
    }

    @Override
    public String summary() {
        return "IntelliVue association over UDP and a pty, never lost (" + MINUTES + " minutes; --rounds = minutes)";
    }

    @Override
    public Verdict run(Setup setup) throws IOException, InterruptedException {
        return run(setup, Duration.ofMinutes(setup.roundsOr(MINUTES)));
    }

    /** The same for any time. */
    static Verdict run(Setup setup, Duration time) throws IOException, InterruptedException {
        List<Process> started = new ArrayList<>();
        try (EventLoop.Own own = EventLoop.own()) {
            Map<String, String> monitors = monitors(setup.folder(), started);
            Map<String, MonitorAddress> places = new LinkedHashMap<>();
            places.put("udp", parse(monitors.getOrDefault("A01", "")));
            places.put("serial", serial(setup, parse(monitors.getOrDefault("A02", "")), started));
            return hold(own.loop(), places, time, setup);
        } finally {
            started.forEach(Process::destroyForcibly);
        }
    }

    private static MonitorAddress parse(String text) throws IOException {
        return MonitorAddress.parse(text).orElseThrow(() -> new IOException("simulate named no such monitor: " + text));
    }

    private static Map<String, String> monitors(Path folder, List<Process> started)
            throws IOException, InterruptedException {
        Path scenario = Files.writeString(folder.resolve("associate.yaml"), SCENARIO);
        Path said = folder.resolve("simulate.err");
        List<String> command = new ArrayList<>(WriterProcess.javaCommand(folder));
        command.addAll(
                List.of(Main.class.getName(), "simulate", "--scenario", scenario.toString(), "--to", "127.0.0.1:9"));
        Process simulate = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(said.toFile())
                .start();
        started.add(simulate);
        Map<String, String> monitors = new HashMap<>();
        long end = System.nanoTime() + START.toNanos();
        while (monitors.size() < 2 && System.nanoTime() < end && simulate.isAlive()) {
            boolean unused = simulate.waitFor(100, TimeUnit.MILLISECONDS);
            Matcher found = MONITOR.matcher(Files.readString(said));
            while (found.find()) {
                monitors.put(found.group(1), found.group(2));
            }
        }
        if (monitors.size() < 2) {
            throw new IOException("simulate did not start: " + Files.readString(said));
        }
        return monitors;
    }

    /** The virtual serial port behind a pty, where there is socat; else over TCP, and the output says so. */
    private static MonitorAddress serial(Setup setup, MonitorAddress far, List<Process> started)
            throws IOException, InterruptedException {
        if (!(far instanceof MonitorAddress.Tcp tcp)
                || !Shell.run("socat", "-V").isDone()) {
            setup.out().println("associate: no socat, so the serial monitor is reached over TCP and not over a pty");
            return far;
        }
        Path device = setup.folder().resolve("ttyVIGIE");
        Process socat = new ProcessBuilder(
                        "socat", "pty,raw,echo=0,link=" + device, "tcp-connect:" + tcp.host() + ":" + tcp.port())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        started.add(socat);
        long end = System.nanoTime() + START.toNanos();
        while (!Files.exists(device) && System.nanoTime() < end) {
            boolean unused = socat.waitFor(20, TimeUnit.MILLISECONDS);
        }
        return new MonitorAddress.Serial(device.toString(), MonitorAddress.USUAL_BAUD);
    }

    private static Verdict hold(EventLoop loop, Map<String, MonitorAddress> places, Duration time, Setup setup)
            throws InterruptedException {
        Watch watch = new Watch();
        Map<String, IntellivueClient> clients = new LinkedHashMap<>();
        Random random = new Random(setup.seed());
        places.forEach((name, address) -> {
            IntellivueClient client = new IntellivueClient(
                    loop,
                    new IntellivueClientConfig(
                            name,
                            address,
                            List.of(WaveChoice.ECG, WaveChoice.PLETH, WaveChoice.ABP),
                            "philips-intellivue",
                            Limits.INTELLIVUE,
                            Limits.LINE),
                    watch,
                    watch,
                    random);
            clients.put(name, client);
            client.start().join();
        });
        long start = System.nanoTime();
        long minutes = 0;
        while (System.nanoTime() - start < time.plus(ASSOCIATE).toNanos()) {
            TimeUnit.MILLISECONDS.sleep(200);
            long passed = TimeUnit.NANOSECONDS.toMinutes(System.nanoTime() - start);
            if (passed > minutes) {
                minutes = passed;
                setup.out().printf(Locale.ROOT, "after %d min:%n", minutes);
                clients.forEach((name, client) -> tell(setup.out(), name, client));
            }
        }
        boolean held = true;
        for (Map.Entry<String, IntellivueClient> each : clients.entrySet()) {
            tell(setup.out(), each.getKey(), each.getValue());
            held &= isHeld(each.getValue().status().counts(), time);
            stop(each.getValue());
        }
        return held ? Verdict.PROVEN : Verdict.REFUTED;
    }

    private static void stop(IntellivueClient client) throws InterruptedException {
        try {
            client.stop().get(10, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException late) {
            client.close();
        }
    }

    private static void tell(PrintWriter out, String name, IntellivueClient client) {
        out.printf(
                Locale.ROOT,
                "  %-6s %s rejected %s%n",
                name,
                client.status().counts(),
                client.status().rejected());
        out.flush();
    }

    private static boolean isHeld(Map<String, Long> counts, Duration time) {
        long cycles = time.dividedBy(CYCLE);
        return count(counts, "associations") == 1
                && count(counts, "connections-closed") == 0
                && count(counts, "aborts") == 0
                && count(counts, "missing-cycles") == 0
                && count(counts, "missing-alerts") == 0
                && count(counts, "messages") > 2 * (cycles - 1)
                && count(counts, "wave-messages") > 3 * (cycles - 1);
    }

    private static long count(Map<String, Long> counts, String word) {
        return counts.getOrDefault(word, 0L);
    }

    /** Takes everything, keeps nothing; the adapters count. */
    private static final class Watch implements AdapterSink, AdapterClock {
        private final Instant wall = Instant.now();
        private final long began = System.nanoTime();

        @Override
        public void arrived(Arrival arrival, Consumer<Stored> done) {
            done.accept(Stored.DURABLE);
        }

        @Override
        public void link(SourceId source, String connection, boolean open, LinkReason reason) {
            // the adapters count it
        }

        @Override
        public Instant now() {
            return wall.plusNanos(System.nanoTime() - began);
        }

        @Override
        public Instant wall() {
            return Instant.now();
        }
    }
}
