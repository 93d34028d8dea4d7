package org.vigie.gateway.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The exclusive lock on a data folder. The kernel lets go of it when the process dies, however it dies; the file stays.
 */
final class DirectoryLock implements AutoCloseable {
    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    static DirectoryLock take(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean taken = false;
        try {
            if (tryLock(channel) == null) {
                throw new IOException(inUse(file));
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
            taken = true;
            return new DirectoryLock(channel);
        } finally {
            if (!taken) {
                channel.close();
            }
        }
    }

    /** Whether another process, or another journal of this one, holds the lock now; looks for a moment only. */
    static boolean isTaken(Path file) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // another gateway in this very process
        }
    }

    private static String inUse(Path file) {
        String pid = "unknown";
        try {
            String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
            pid = text.isEmpty() ? pid : text;
        } catch (IOException e) {
            pid = "unknown, " + e;
        }
        return "The data folder is in use by another Vigie (process " + pid + " holds the lock " + file
                + "). Stop that process, or give this one another folder (data: in site.yaml, or --data)."
                + " Do not delete the lock file: two writers would destroy the journal.";
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
