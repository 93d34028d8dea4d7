package org.vigie.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./vigie bench}: figures, not verdicts on a build; nothing here runs with the tests. */
@Command(
        name = "vigie bench",
        mixinStandardHelpOptions = true,
        description = "Measures Vigie on this machine. A figure needs a quiet machine.",
        subcommands = {
            Hl7Command.class,
            LiveCommand.class,
            WavesCommand.class,
            IntellivueCommand.class,
            ArtemisCommand.class,
            ProofCommand.class
        })
public final class BenchMain {
    private BenchMain() {}

    /** Runs a measure; exit code 0 when every target was met, 1 when one was missed or a run failed, 2 for usage. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new BenchMain())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }
}
