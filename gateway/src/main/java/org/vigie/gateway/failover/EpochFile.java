package org.vigie.gateway.failover;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The highest epoch of the pair that this box has claimed, on disk before anything is done under it. */
final class EpochFile {
    private static final String NAME = "failover-epoch";
    private static final String NEXT = "failover-epoch.next";

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
        Path next = folder.resolve(NEXT);
        try (FileChannel out = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer text = ByteBuffer.wrap((epoch + "\n").getBytes(StandardCharsets.US_ASCII));
            while (text.hasRemaining()) {
                out.write(text);
            }
            out.force(true);
        }
        Files.move(next, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
            entries.force(true);
        }
    }
}
