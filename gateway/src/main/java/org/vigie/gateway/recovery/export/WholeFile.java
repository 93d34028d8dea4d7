package org.vigie.gateway.recovery.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A file that appears whole or not at all, readable by its owner only where the disk knows owners. One thread. */
public final class WholeFile implements AutoCloseable {
    private final Path file;
    private final Path part;
    private final FileChannel channel;

    private WholeFile(Path file, Path part, FileChannel channel) {
        this.file = file;
        this.part = part;
        this.channel = channel;
    }

    /**
     * Begins a file under another name.
     *
     * @throws IOException when it exists, or its folder does not, with what to do
     */
    public static WholeFile begin(Path file) throws IOException {
        if (Files.exists(file)) {
            throw new IOException(file + " exists. Name another file, or move that one away.");
        }
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            FileChannel channel =
                    FileChannel.open(part, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW));
            if (Files.getFileStore(part).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-------"));
            }
            return new WholeFile(file, part, channel);
        } catch (FileAlreadyExistsException left) {
            throw new IOException(
                    part + " is being written, or was left by a run that was killed. Delete it if nobody writes it.",
                    left);
        } catch (IOException broken) {
            throw new IOException(
                    file + " cannot be written: " + broken + ". Name a place that exists and has room.", broken);
        }
    }

    /** Takes the content; closing it is not needed. */
    public OutputStream stream() {
        return Channels.newOutputStream(channel);
    }

    /** Everything is written: the file is forced to disk and gets its name. */
    public void finish() throws IOException {
        if (channel.isOpen()) {
            channel.force(true);
            channel.close();
        } else {
            try (FileChannel again = FileChannel.open(part, StandardOpenOption.WRITE)) {
                again.force(true);
            }
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Without {@link #finish} nothing stays. */
    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(part);
    }
}
