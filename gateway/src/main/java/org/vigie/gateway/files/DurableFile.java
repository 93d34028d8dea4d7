package org.vigie.gateway.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Files that are replaced as a whole: a power cut at any moment leaves the old content or the new one. One writer at a
 * time for each file; blocks until the disk has it.
 */
public final class DurableFile {
    private static final String FRESH = ".new";

    private DurableFile() {}

    /**
     * Writes a file anew; on return it stays.
     *
     * @throws IOException when it cannot; then the old content is there, or the new one that a power cut may take back
     */
    public static void replace(Path file, byte[] content) throws IOException {
        write(file, content);
    }

    /** The same, readable by its owner only where the disk knows owners. */
    public static void replacePrivate(Path file, byte[] content) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            write(file, content, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            write(file, content);
        }
    }

    private static void write(Path file, byte[] content, FileAttribute<?>... attributes) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + FRESH);
        try {
            Files.deleteIfExists(fresh); // of a run that was killed, perhaps with other permissions
            try (FileChannel channel = FileChannel.open(
                    fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
                ByteBuffer left = ByteBuffer.wrap(content);
                while (left.hasRemaining()) {
                    channel.write(left);
                }
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            // Only after a failure is it still there: a full disk must not be filled with halves.
            Files.deleteIfExists(fresh);
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            forceNames(folder);
        }
    }

    /** Makes the names in a folder durable. */
    public static void forceNames(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
