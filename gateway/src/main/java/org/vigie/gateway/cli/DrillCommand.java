package org.vigie.gateway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.vigie.dashboard.wire.DrillReportView;
import org.vigie.dashboard.wire.WireJson;
import org.vigie.gateway.DrillGateway;
import org.vigie.gateway.GatewayException;
import org.vigie.gateway.GatewayProgram;
import org.vigie.gateway.config.GatewayConfig;
import org.vigie.gateway.drill.DrillFolder;
import org.vigie.gateway.drill.DrillReport;
import org.vigie.gateway.drill.DrillSite;
import org.vigie.gateway.journal.JournalDirectory;
import org.vigie.gateway.ops.Logs;
import org.vigie.model.program.DrillActors;
import org.vigie.model.program.Subcommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code vigie drill}: the unit of a site file with virtual patients, marked on every screen and every sheet. */
@Command(
        name = "drill",
        mixinStandardHelpOptions = true,
        description = {
            "Practises with virtual patients on the beds of a site file. Every screen and every sheet says so.",
            "Refuses to start while the live unit runs on this machine. Data go to a folder of their own."
        },
        footer = {
            "",
            "At its end the report is printed and written to the folder of the drill (report.json, report.pdf, report.txt).",
            "The screens stay until Ctrl-C, or until --for is over. docs/drill.md tells how a unit does a drill."
        })
public final class DrillCommand implements Subcommand {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "site.yaml",
            description = "site file of the unit (${DEFAULT-VALUE})")
    private Path config = Path.of("site.yaml");

    @Option(
            names = "--scenario",
            paramLabel = "X",
            defaultValue = "drill",
            description = "a built-in scenario or a file (${DEFAULT-VALUE})")
    private String scenario = "drill";

    @Option(names = "--port", paramLabel = "PORT", description = "HTTP port instead of the file's; 0 for any free one")
    private @Nullable Integer port;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = Times.class,
            description = "stop after this time, e.g. 20min")
    private @Nullable Duration time;

    /** For the service loader and picocli. */
    public DrillCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        GatewayConfig read = GatewayProgram.read(config);
        GatewayConfig unit = port == null ? read : read.withHttpPort(port);
        refuseBesideLive(unit);
        DrillActors actors = ServiceLoader.load(DrillActors.class)
                .findFirst()
                .orElseThrow(() -> new GatewayException("this program has no simulator in it", null));
        boolean french = unit.language() == GatewayConfig.Language.FR;
        try (DrillActors.Cast cast = prepare(actors, unit, french)) {
            Path folder = DrillFolder.make(unit.data(), LocalDateTime.now(ZoneId.systemDefault()));
            Logs.keepIn(folder);
            play(cast, GatewayProgram.startDrill(DrillSite.of(unit, folder, cast.periods())), folder);
        }
        return 0;
    }

    private DrillActors.Cast prepare(DrillActors actors, GatewayConfig unit, boolean french) throws IOException {
        try {
            return actors.prepare(scenario, unit.unit(), DrillSite.doors(unit), french);
        } catch (IllegalArgumentException wrong) {
            throw new GatewayException(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    /** A drill takes processor, loudspeaker and screens: not beside patients. */
    private static void refuseBesideLive(GatewayConfig unit) {
        if (JournalDirectory.isInUse(unit.data())) {
            throw new GatewayException(
                    "The live unit of " + unit.data() + " is running on this machine. A drill is done on another one,"
                            + " or when no patient is watched here.",
                    null);
        }
        if (unit.http().port() == 0) {
            return;
        }
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(
                    InetAddress.getByName(unit.http().host()), unit.http().port()));
        } catch (IOException taken) {
            throw new GatewayException(
                    "Port " + unit.http().port() + " is taken, perhaps by the live unit: " + taken.getMessage()
                            + ". A drill never takes the place of it; stop it first, or choose another --port.",
                    taken);
        }
    }

    private void play(DrillActors.Cast cast, DrillGateway gateway, Path folder)
            throws IOException, InterruptedException {
        AtomicBoolean ended = new AtomicBoolean();
        Runnable end = () -> {
            if (ended.compareAndSet(false, true)) {
                cast.close();
                keep(gateway, folder);
                gateway.close();
            }
        };
        Thread stop = new Thread(end, "vigie-drill-stop");
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            cast.play(gateway.listenerPort(DrillSite.LISTENER));
        } catch (IOException failed) {
            end.run();
            throw failed;
        }
        gateway.begin(cast.cues());
        say("Vigie DRILL ready: " + gateway.address() + "  (folder " + folder + ")");
        await(gateway, folder);
        end.run();
    }

    /** Until the time is over; when the script is, its report is kept and the screens stay. */
    private void await(DrillGateway gateway, Path folder) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        long begun = System.nanoTime();
        boolean kept = false;
        while (time == null || System.nanoTime() - begun < time.toNanos()) {
            boolean unused = never.await(200, TimeUnit.MILLISECONDS);
            if (!kept && gateway.isOver()) {
                kept = true;
                keep(gateway, folder);
            }
        }
    }

    private void keep(DrillGateway gateway, Path folder) {
        Optional<DrillReportView> report = gateway.report();
        if (report.isEmpty()) {
            return;
        }
        String text = DrillReport.text(report.get());
        say(text);
        try {
            Files.writeString(folder.resolve("report.txt"), text, StandardCharsets.UTF_8);
            Files.writeString(folder.resolve("report.json"), WireJson.write(report.get()), StandardCharsets.UTF_8);
            Optional<byte[]> paper = gateway.paper();
            if (paper.isPresent()) {
                Files.write(folder.resolve("report.pdf"), paper.get());
            }
        } catch (IOException failed) {
            say("The report could not be written to " + folder + ": " + failed.getMessage());
        }
    }

    private void say(String text) {
        if (spec != null) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(text);
            out.flush();
        }
    }
}
