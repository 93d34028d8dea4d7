package org.vigie.gateway.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.config.SiteTemplate;
import org.vigie.model.program.Subcommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vigie init}: a commented site file to fill in. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description = "Writes a commented site file. Never overwrites one.")
public final class InitCommand implements Subcommand {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FILE",
            defaultValue = "site.yaml",
            description = "(${DEFAULT-VALUE})")
    private Path file = Path.of("site.yaml");

    @Override
    public Integer call() throws IOException {
        if (spec == null) {
            return 1;
        }
        try {
            Files.writeString(file, SiteTemplate.text(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException there) {
            spec.commandLine().getErr().println(file + " exists; choose another name");
            return 1;
        }
        spec.commandLine()
                .getOut()
                .println("Wrote " + file + ". Fill it in, then: vigie check --config " + file + "; vigie run --config "
                        + file);
        return 0;
    }
}
