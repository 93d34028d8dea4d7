package org.vigie.gateway.cli;

import org.jspecify.annotations.Nullable;
import org.vigie.dashboard.DashboardAssets;
import org.vigie.gateway.ops.Version;
import org.vigie.model.program.Subcommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code vigie version}. */
@Command(name = "version", mixinStandardHelpOptions = true, description = "Prints the version of the program.")
public final class VersionCommand implements Subcommand {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (spec != null) {
            spec.commandLine()
                    .getOut()
                    .println("vigie " + Version.build(DashboardAssets.load()) + " on Java " + Runtime.version());
        }
        return 0;
    }
}
