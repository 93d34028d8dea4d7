package org.vigie.gateway.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.GatewayProgram;
import org.vigie.gateway.config.GatewayConfig;
import org.vigie.gateway.ops.Logs;
import org.vigie.model.program.RunningGateway;
import org.vigie.model.program.Subcommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code vigie run}: the real thing, in the foreground. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Runs the central station of a site file until it is stopped (Ctrl-C or SIGTERM).",
        footer = {
            "",
            "Prints one line on stdout when it is ready; the log goes to stderr.",
            "The site file is read again whenever it changes, without interrupting any bed."
        })
public final class RunCommand implements Subcommand {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "site.yaml",
            description = "site file (${DEFAULT-VALUE})")
    private Path config = Path.of("site.yaml");

    @Option(names = "--port", paramLabel = "PORT", description = "HTTP port instead of the file's; 0 for any free one")
    private @Nullable Integer port;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = Times.class,
            description = "stop after this time, e.g. 60s")
    private @Nullable Duration time;

    @Override
    public Integer call() throws InterruptedException {
        GatewayConfig read = GatewayProgram.read(config);
        GatewayConfig site = port == null ? read : read.withHttpPort(port);
        Logs.keepIn(site.data());
        RunningGateway gateway = GatewayProgram.start(config, site);
        Thread stop = new Thread(gateway::close, "vigie-stop");
        // SIGINT (exit code 130) and SIGTERM (143) come here; the JVM waits for it.
        Runtime.getRuntime().addShutdownHook(stop);
        if (spec != null) {
            spec.commandLine().getOut().println("Vigie ready: " + gateway.address());
            spec.commandLine().getOut().flush();
        }
        CountDownLatch never = new CountDownLatch(1);
        if (time == null) {
            never.await();
        } else {
            boolean unused = never.await(time.toMillis(), TimeUnit.MILLISECONDS);
        }
        gateway.close();
        return 0;
    }
}
