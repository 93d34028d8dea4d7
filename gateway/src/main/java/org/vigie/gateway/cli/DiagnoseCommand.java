package org.vigie.gateway.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.GatewayProgram;
import org.vigie.gateway.config.GatewayConfig;
import org.vigie.gateway.ops.SupportBundle;
import org.vigie.model.program.Subcommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code vigie diagnose}: the support bundle. */
@Command(
        name = "diagnose",
        mixinStandardHelpOptions = true,
        description = "Writes a support bundle (zip) without patient data; works with or without a running gateway.")
public final class DiagnoseCommand implements Subcommand {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "site.yaml",
            description = "site file (${DEFAULT-VALUE})")
    private Path config = Path.of("site.yaml");

    @Option(names = "--out", paramLabel = "ZIP", description = "file to write (vigie-diagnose-TIME.zip)")
    private @Nullable Path zip;

    @Override
    public Integer call() throws IOException {
        if (spec == null) {
            return 1;
        }
        GatewayConfig site = GatewayProgram.read(config);
        spec.commandLine().getErr().println("Reading the journal in " + site.data() + " ...");
        Path file = zip != null
                ? zip
                : Path.of("vigie-diagnose-" + STAMP.format(LocalDateTime.now(ZoneId.systemDefault())) + ".zip");
        SupportBundle.write(file, config, site);
        spec.commandLine()
                .getOut()
                .println("Wrote " + file + ". It holds no patient data; addresses and bed names are in it.");
        return 0;
    }
}
