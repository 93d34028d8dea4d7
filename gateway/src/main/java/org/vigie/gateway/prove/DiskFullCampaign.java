package org.vigie.gateway.prove;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A full disk (fault row 40), on a small ext4 in a loop file. First the journal fills it itself: waves are given up
 * first, then data, alarms last, and only when nothing is left are they refused. Then somebody else fills it between
 * two looks: nothing but typed refusals. Both times it comes back by itself when there is room again, and every
 * acknowledged record is readable.
 */
public final class DiskFullCampaign implements Campaign {
    private static final long DISK_BYTES = 64L << 20;
    private static final int FILLER_BYTES = 20 << 20;
    private static final long LIMIT_MS = 60_000;
    private static final long HOSTILE_MS = 2_000;
    private static final List<String> DOWN = List.of("WAVES_SHED", "DATA_SHED", "LIFE_ONLY", "FAILED");

    /** For the service loader. */
    public DiskFullCampaign() {}

    @Override
    public String name() {
        return "diskfull";
    }

    @Override
    public String summary() {
        return "full disk: sheds by class, keeps alarms, comes back (root)";
    }

    @Override
    public Verdict run(Setup setup) throws IOException, InterruptedException {
        Optional<String> obstacle = LoopDisk.obstacle();
        if (obstacle.isPresent()) {
            setup.out().println("not run: " + obstacle.get());
            return Verdict.NOT_RUN;
        }
        boolean good = true;
        for (int round = 0; round < setup.roundsOr(1); round++) {
            good &= onDisk(setup, "the journal fills the disk", DiskFullCampaign::fillsItself);
            good &= onDisk(setup, "somebody else fills the disk", DiskFullCampaign::isFilled);
        }
        return good ? Verdict.PROVEN : Verdict.REFUTED;
    }

    private interface Part {
        boolean run(Setup setup, LoopDisk disk, WriterProcess writer) throws IOException, InterruptedException;
    }

    private boolean onDisk(Setup setup, String title, Part part) throws IOException, InterruptedException {
        Path image = setup.folder().resolve("small.img");
        try (LoopDisk disk = LoopDisk.create(image, DISK_BYTES)) {
            fill(disk, FILLER_BYTES);
            setup.out().println(title);
            try (WriterProcess writer = WriterProcess.start(
                    disk.folder().resolve("data"), setup.folder().resolve("notes"), setup.seed(), "fill")) {
                boolean good = part.run(setup, disk, writer);
                boolean alive = writer.isAlive();
                String errors = writer.errors();
                writer.kill();
                Readback back = Readback.of(disk.folder().resolve("data"), writer.notes(), true);
                setup.out()
                        .printf(
                                Locale.ROOT,
                                "  %d acknowledged, %d missing, %d refused or shed; process %s%n",
                                back.acked(),
                                back.missing(),
                                writer.notes().refused().size(),
                                alive ? "lives" : "died");
                boolean escaped = errors.contains("Exception in thread");
                if (!alive || escaped) {
                    setup.out().println(errors.lines().limit(20).toList());
                }
                return good && alive && !escaped && back.missing() == 0 && back.acked() > 0;
            }
        } finally {
            Files.deleteIfExists(image);
        }
    }

    private static boolean fillsItself(Setup setup, LoopDisk disk, WriterProcess writer)
            throws IOException, InterruptedException {
        boolean full = writer.await(notes -> notes.levels().contains("FAILED"), LIMIT_MS);
        List<String> levels = writer.notes().levels().stream().distinct().toList();
        setup.out().println("  levels on the way down: " + levels);
        return full && levels.equals(DOWN) && comesBack(setup, disk, writer);
    }

    private static boolean isFilled(Setup setup, LoopDisk disk, WriterProcess writer)
            throws IOException, InterruptedException {
        fill(disk, Integer.MAX_VALUE);
        writer.await(any -> false, HOSTILE_MS);
        setup.out().println("  levels: " + writer.notes().levels());
        return comesBack(setup, disk, writer);
    }

    private static boolean comesBack(Setup setup, LoopDisk disk, WriterProcess writer)
            throws IOException, InterruptedException {
        for (Path filler : List.of(filler(disk, FILLER_BYTES), filler(disk, Integer.MAX_VALUE))) {
            Files.deleteIfExists(filler);
        }
        long before = writer.notes().ackedTo();
        boolean back =
                writer.await(notes -> !"FAILED".equals(notes.lastLevel()) && notes.ackedTo() > before + 300, LIMIT_MS);
        setup.out().println("  level with room again: " + writer.notes().lastLevel());
        return back;
    }

    private static Path filler(LoopDisk disk, int most) {
        return disk.folder().resolve("filler-" + most);
    }

    private static void fill(LoopDisk disk, int most) throws IOException {
        byte[] step = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(filler(disk, most))) {
            for (int written = 0; written < most - step.length; written += step.length) {
                out.write(step);
            }
        } catch (IOException e) {
            if (most != Integer.MAX_VALUE) {
                throw e;
            }
            // Full, as it should be.
        }
    }
}
