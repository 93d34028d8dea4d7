package org.vigie.gateway.journal.cli;

import org.vigie.model.program.Subcommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code vigie journal}: shows what the gateway wrote; never writes, works beside a running gateway. */
@Command(
        name = "journal",
        mixinStandardHelpOptions = true,
        description = "Looks into the journal; works beside a running gateway and never writes.",
        subcommands = {
            JournalListCommand.class,
            JournalCatCommand.class,
            JournalVerifyCommand.class,
            JournalSealCommand.class,
            JournalBackupCommand.class
        })
public final class JournalCommand implements Subcommand {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    /** For the service loader and picocli. */
    public JournalCommand() {}

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return CommandLine.ExitCode.USAGE;
    }
}
