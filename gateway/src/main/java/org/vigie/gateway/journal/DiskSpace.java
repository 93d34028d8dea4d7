package org.vigie.gateway.journal;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much room the disk of the journal has; injected so that a test needs no full disk. */
@FunctionalInterface
public interface DiskSpace {
    /**
     * One look at the disk.
     *
     * @param freeBytes that this process may still use
     * @param totalBytes of the file system, at least 1
     */
    record Reading(long freeBytes, long totalBytes) {
        public Reading {
            if (freeBytes < 0 || totalBytes < 1) {
                throw new IllegalArgumentException("disk: " + freeBytes + " of " + totalBytes + " bytes");
            }
        }

        /** 0 to 1. */
        double freeShare() {
            return (double) freeBytes / totalBytes;
        }
    }

    /**
     * Looks at the disk now.
     *
     * @throws IOException when the file system does not answer
     */
    Reading read() throws IOException;

    /** The file system that holds the folder (statfs). */
    static DiskSpace of(Path folder) throws IOException {
        FileStore store = Files.getFileStore(folder);
        return () -> new Reading(Math.max(0, store.getUsableSpace()), Math.max(1, store.getTotalSpace()));
    }
}
