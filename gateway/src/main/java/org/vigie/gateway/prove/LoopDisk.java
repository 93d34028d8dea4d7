package org.vigie.gateway.prove;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** An ext4 file system in a file, mounted through a loop device: a disk that can be cut off or filled. Root only. */
final class LoopDisk implements AutoCloseable {
    private static final int UNMOUNT_TRIES = 50;
    private static final int COPY_TRIES = 40;
    private static final String LOOP = "/dev/loop";

    private final Path image;
    private final Path mountPoint;
    private final Thread leftBehind;

    private LoopDisk(Path image, Path mountPoint) {
        this.image = image;
        this.mountPoint = mountPoint;
        this.leftBehind = Thread.ofPlatform().unstarted(() -> unmountAtExit(mountPoint));
    }

    /** Why loop disks cannot be used here, with what to do; empty when they can. */
    static Optional<String> obstacle() throws InterruptedException {
        if (!"0".equals(Shell.run("id", "-u").text())) {
            return Optional.of("needs root for loop mounts: sudo ./vigie prove ...");
        }
        if (!Files.exists(Path.of("/dev/loop-control"))) {
            return Optional.of("the kernel has no loop devices: modprobe loop");
        }
        if (Shell.run("mkfs.ext4", "-V").code() == 127) {
            return Optional.of("mkfs.ext4 is missing: apt-get install e2fsprogs");
        }
        return Optional.empty();
    }

    /** Makes an empty file system and mounts it. */
    static LoopDisk create(Path image, long bytes) throws IOException, InterruptedException {
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(bytes);
        }
        // Nothing lazy: no kernel thread writes to it later, behind the back of the copy.
        Shell.require("mkfs.ext4", "-q", "-F", "-E", "lazy_itable_init=0,lazy_journal_init=0", image.toString());
        return mount(image);
    }

    /** Mounts an image; replays its ext4 journal as after a power cut. */
    static LoopDisk mount(Path image) throws IOException, InterruptedException {
        Path mountPoint = Files.createTempDirectory(image.toAbsolutePath().getParent(), "mount-");
        Shell.require("mount", "-o", "loop", image.toString(), mountPoint.toString());
        LoopDisk disk = new LoopDisk(image, mountPoint);
        Runtime.getRuntime().addShutdownHook(disk.leftBehind);
        return disk;
    }

    Path folder() {
        return mountPoint;
    }

    /**
     * Copies what the disk holds at this instant; what is only in the page cache of the mounted file system is not in
     * the copy. The copy counts only when the device did not write meanwhile.
     *
     * @return whether an undisturbed copy could be made
     */
    boolean copyTo(Path copy) throws IOException, InterruptedException {
        Path counters = statistics();
        for (int i = 0; i < COPY_TRIES; i++) {
            String before = Files.readString(counters, StandardCharsets.US_ASCII);
            Shell.require("cp", "--sparse=always", image.toString(), copy.toString());
            if (writes(before).equals(writes(Files.readString(counters, StandardCharsets.US_ASCII)))) {
                return true;
            }
        }
        return false;
    }

    /** Completed writes and sectors written, of /sys/block/loopN/stat (Documentation/block/stat.rst). */
    private static String writes(String statistics) {
        String[] fields = statistics.strip().split("\\s+", -1);
        return fields[4] + " " + fields[6];
    }

    private Path statistics() throws IOException {
        try (Stream<String> mounts = Files.lines(Path.of("/proc/self/mounts"))) {
            return mounts.map(line -> line.split(" ", -1))
                    .filter(words -> words[1].equals(mountPoint.toString()) && words[0].startsWith(LOOP))
                    .map(words -> Path.of("/sys/block", words[0].substring("/dev/".length()), "stat"))
                    .findFirst()
                    .orElseThrow(() -> new IOException(mountPoint + " is not on a loop device"));
        }
    }

    @Override
    public void close() throws IOException {
        // A mount must not stay behind because somebody lost patience: the flag is set again afterwards.
        boolean interrupted = Thread.interrupted();
        try {
            unmount();
        } catch (InterruptedException e) {
            interrupted = true;
            throw new IOException("interrupted, perhaps still mounted: umount " + mountPoint, e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        Runtime.getRuntime().removeShutdownHook(leftBehind);
    }

    private void unmount() throws IOException, InterruptedException {
        Shell.Outcome outcome = Shell.run("umount", mountPoint.toString());
        for (int i = 1; i < UNMOUNT_TRIES && !outcome.isDone(); i++) {
            Thread.sleep(100);
            outcome = Shell.run("umount", mountPoint.toString());
        }
        if (!outcome.isDone()) {
            throw new IOException("still mounted: umount " + mountPoint + ": " + outcome.text());
        }
        Files.delete(mountPoint);
    }

    /** Ctrl-C does not run any close: the kernel lets go of the image when its last user is gone. */
    private static void unmountAtExit(Path mountPoint) {
        try {
            Shell.run("umount", "-l", mountPoint.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
