package org.vigie.gateway;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.cli.ExplainCommand;
import org.vigie.gateway.config.SiteFileException;
import org.vigie.gateway.ops.Version;
import org.vigie.gateway.recovery.cli.BundleCommand;
import org.vigie.gateway.recovery.cli.ExportCommand;
import org.vigie.gateway.recovery.cli.SendCommand;
import org.vigie.model.program.Subcommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParseResult;

/**
 * The program {@code vigie}: finds the subcommands of all modules and runs one of them. Exit codes: 0 done, 1 failed, 2
 * usage, 130 interrupted.
 */
@Command(
        name = "vigie",
        mixinStandardHelpOptions = true,
        versionProvider = Main.VersionText.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "The central station a hospital can put up when its own network and servers are gone.",
        footerHeading = "%nStart here:%n",
        footer = {
            "  vigie demo                     a unit of 16 virtual beds",
            "  vigie init site.yaml           a commented file to fill in",
            "  vigie run --config site.yaml   the real thing"
        })
public final class Main implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    /** What {@code --version} prints. */
    static final class VersionText implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"vigie " + Version.text() + " (Java " + Runtime.version() + ")"};
        }
    }

    /** Runs the program and ends the process with its exit code. */
    public static void main(String[] arguments) {
        // Chronicle looks for a newer version and an analytics service unless told not to (docs/adr/0002).
        System.setProperty("chronicle.analytics.disable", "true");
        System.setProperty("chronicle.announcer.disable", "true");
        System.exit(commandLine().execute(arguments));
    }

    /** The command line with all subcommands that are on the class path. */
    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Main());
        List<Subcommand> found = ServiceLoader.load(Subcommand.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(command -> new CommandLine(command).getCommandName()))
                .toList();
        found.forEach(line::addSubcommand);
        // They need the whole gateway, which the journal's own commands do not know.
        CommandLine journal = Objects.requireNonNull(line.getSubcommands().get("journal"));
        journal.addSubcommand(new ExplainCommand());
        journal.addSubcommand(new ExportCommand());
        journal.addSubcommand(new SendCommand());
        journal.addSubcommand(new BundleCommand());
        line.addSubcommand(new CommandLine.HelpCommand());
        line.setExecutionExceptionHandler(Main::failed);
        return line;
    }

    @Override
    public void run() {
        if (spec != null) {
            throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
        }
    }

    /** A failure that a person can mend is one line; anything else is a bug and shows where. */
    private static int failed(Exception failure, CommandLine line, ParseResult result) {
        PrintWriter err = line.getErr();
        if (failure instanceof SiteFileException
                || failure instanceof GatewayException
                || failure instanceof IOException) {
            err.println(failure.getMessage());
        } else {
            failure.printStackTrace(err);
        }
        err.flush();
        return CommandLine.ExitCode.SOFTWARE;
    }
}
