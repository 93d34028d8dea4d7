package org.vigie.gateway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.journal.OtherBoxes;
import org.vigie.model.program.Subcommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vigie hub}: what a central station keeps of other boxes. */
@Command(
        name = "hub",
        mixinStandardHelpOptions = true,
        description = "What a central station keeps of other boxes.",
        subcommands = HubCommand.Forget.class)
public final class HubCommand implements Subcommand {
    @Spec
    private @Nullable CommandSpec spec;

    /** For the service loader and picocli. */
    public HubCommand() {}

    @Override
    public Integer call() {
        if (spec != null) {
            spec.commandLine().usage(spec.commandLine().getErr());
        }
        return 2;
    }

    /** {@code vigie hub forget}: a box was replaced by another one of the same name. */
    @Command(
            name = "forget",
            mixinStandardHelpOptions = true,
            description = {
                "Begins anew with a box that was replaced by another one of the same name: until then the new one is",
                "refused, because it speaks as at an earlier start. The records of the old one are kept, renamed."
            })
    static final class Forget implements Callable<Integer> {
        @Spec
        private @Nullable CommandSpec spec;

        @Option(
                names = "--data",
                paramLabel = "DIR",
                defaultValue = "/var/lib/vigie",
                description = "Data folder of the hub (data: in site.yaml). Default: ${DEFAULT-VALUE}")
        private Path data = Path.of("/var/lib/vigie");

        @Parameters(paramLabel = "NAME", description = "name of the box, as in link.edges")
        private String box = "";

        @Override
        public Integer call() throws IOException {
            Path aside = OtherBoxes.forget(data, box);
            if (spec != null) {
                PrintWriter out = spec.commandLine().getOut();
                out.println(
                        "The records of " + box + " until now are in " + aside + "; trends and log go on with them.");
                out.println("Start the hub: whoever speaks as " + box + " is believed from its first word.");
                out.flush();
            }
            return 0;
        }
    }
}
