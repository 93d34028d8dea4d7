package org.vigie.gateway.journal.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.vigie.gateway.journal.JournalReader;
import picocli.CommandLine.Option;

/** The option that names the data folder, the same for all journal commands. */
final class JournalFolderOption {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "/var/lib/vigie",
            description = "Data folder of the gateway (data: in site.yaml). Default: ${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path data;

    JournalReader open() throws IOException {
        return JournalReader.open(data());
    }

    /** The folder, which holds a journal. */
    Path data() throws IOException {
        if (!Files.isDirectory(data.resolve("journal"))
                || JournalReader.open(data).epochs().isEmpty()) {
            throw new IOException("There is no journal in " + data + ". Name the data folder (data: in site.yaml) with"
                    + " --data; the packaged service's can be read with sudo.");
        }
        return data;
    }
}
