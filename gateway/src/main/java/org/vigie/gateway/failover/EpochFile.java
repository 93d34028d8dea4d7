package org.vigie.gateway.failover;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.vigie.gateway.files.DurableFile;

/** The highest epoch of the pair that this box has claimed, on disk before anything is done under it. */
final class EpochFile {
    private static final String NAME = "failover-epoch";

    private final Path folder;

    /** @param folder the data folder */
    EpochFile(Path folder) {
        this.folder = folder;
    }

    /**
     * The epoch; 0 when none was ever claimed.
     *
     * @throws IOException when the file cannot be read: then nothing may be claimed
     */
    long read() throws IOException {
        Path file = folder.resolve(NAME);
        if (!Files.exists(file)) {
            return 0;
        }
        try {
            return Long.parseLong(
                    Files.readString(file, StandardCharsets.US_ASCII).strip());
        } catch (NumberFormatException damaged) {
            throw new IOException(
                    file + " is damaged: write into it a whole number above any epoch that the partner shows", damaged);
        }
    }

    /** Writes it, whole or not at all, and forces file and folder to the disk. */
    void force(long epoch) throws IOException {
        DurableFile.replace(folder.resolve(NAME), (epoch + "\n").getBytes(StandardCharsets.US_ASCII));
    }
}
