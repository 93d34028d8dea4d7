package org.vigie.gateway.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;

/** A file that only takes room, deleted when even alarms find none. Journal thread. */
final class Ballast {
    private static final int STEP = 1 << 16;

    private final Path file;
    private final long bytes;
    private boolean there;

    Ballast(Path file, long bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    long bytes() {
        return bytes;
    }

    boolean isThere() {
        return there;
    }

    /** Makes the file; one of the right size from an earlier start is kept. */
    void create() throws IOException {
        if (Files.exists(file) && Files.size(file) == bytes) {
            there = true;
            return;
        }
        Files.deleteIfExists(file);
        byte[] noise = new byte[STEP];
        // Not zeros: a file system that compresses or makes holes would keep no room for them.
        new Random(bytes).nextBytes(noise);
        boolean whole = false;
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (long done = 0; done < bytes; ) {
                ByteBuffer step = ByteBuffer.wrap(noise, 0, (int) Math.min(STEP, bytes - done));
                done += out.write(step);
            }
            out.force(true);
            whole = true;
        } finally {
            if (!whole) {
                Files.deleteIfExists(file);
            }
        }
        there = true;
    }

    /**
     * Gives the room back.
     *
     * @return whether there was any
     */
    boolean release() throws IOException {
        there = false;
        return Files.deleteIfExists(file);
    }
}
