package org.vigie.gateway.prove;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/**
 * Power cut at random moments (fault row 39), emulated: the journal lies on ext4 in a loop file; the writer is stopped,
 * the loop file is copied, and the copy is mounted and read. Everything that was only in the page cache of that ext4 is
 * gone. What this does not show is a disk that lies about its own cache.
 */
public final class PowerCutCampaign implements Campaign {
    private static final int ROUNDS = 20;
    private static final int SHORTEST_MS = 100;
    private static final int LONGEST_MS = 3_000;
    private static final long DISK_BYTES = 768L << 20;

    /** For the service loader. */
    public PowerCutCampaign() {}

    @Override
    public String name() {
        return "powercut";
    }

    @Override
    public String summary() {
        return "power cut under load: no acknowledged record is lost (" + ROUNDS + " rounds, root)";
    }

    @Override
    public Verdict run(Setup setup) throws IOException, InterruptedException {
        Optional<String> obstacle = LoopDisk.obstacle();
        if (obstacle.isPresent()) {
            setup.out().println("not run: " + obstacle.get());
            return Verdict.NOT_RUN;
        }
        Random random = new Random(setup.seed());
        int rounds = setup.roundsOr(ROUNDS);
        long acked = 0;
        long missing = 0;
        long broken = 0;
        int valid = 0;
        for (int round = 1; round <= rounds; round++) {
            Optional<Readback> cut = round(setup, random);
            if (cut.isEmpty()) {
                setup.out().printf(Locale.ROOT, "round %d: the disk never stood still, not counted%n", round);
                continue;
            }
            valid++;
            acked += cut.get().acked();
            missing += cut.get().missing();
            broken += cut.get().broken().size();
            setup.out()
                    .printf(
                            Locale.ROOT,
                            "round %d: %d acknowledged, %d missing, %d readable, %d unforced lost, %d sealed, chain %s%n",
                            round,
                            cut.get().acked(),
                            cut.get().missing(),
                            cut.get().readable(),
                            cut.get().lost(),
                            cut.get().sealed(),
                            cut.get().broken().isEmpty() ? "whole" : cut.get().broken());
        }
        setup.out()
                .printf(
                        Locale.ROOT,
                        "%d power cuts: %d acknowledged, %d missing, %d breaches of the chain%n",
                        valid,
                        acked,
                        missing,
                        broken);
        return missing == 0 && broken == 0 && acked > 0 ? Verdict.PROVEN : Verdict.REFUTED;
    }

    private static Optional<Readback> round(Setup setup, Random random) throws IOException, InterruptedException {
        Path image = setup.folder().resolve("disk.img");
        Path copy = setup.folder().resolve("cut.img");
        try {
            WriterNotes notes;
            boolean cut;
            try (LoopDisk disk = LoopDisk.create(image, DISK_BYTES);
                    WriterProcess writer = WriterProcess.start(
                            disk.folder().resolve("data"),
                            setup.folder().resolve("notes"),
                            random.nextLong(),
                            "mixed")) {
                writer.await(any -> false, random.nextInt(SHORTEST_MS, LONGEST_MS));
                writer.freeze();
                notes = writer.notes();
                cut = disk.copyTo(copy);
            }
            if (!cut) {
                return Optional.empty();
            }
            try (LoopDisk after = LoopDisk.mount(copy)) {
                return Optional.of(Readback.of(after.folder().resolve("data"), notes, false));
            }
        } finally {
            Files.deleteIfExists(copy);
            Files.deleteIfExists(image);
        }
    }
}
