package org.vigie.gateway.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * What a complete reading of one epoch found.
 *
 * @param life intact records of the class, likewise {@code data} and {@code waves}
 * @param lost records known to be missing
 * @param damages at most {@link #LISTED}; the counts go on
 */
public record JournalCheck(long epoch, long life, long data, long waves, long lost, List<Entry.Damage> damages) {
    /** Damages listed per epoch. */
    public static final int LISTED = 1_000;

    public JournalCheck {
        damages = List.copyOf(damages);
    }

    /** Intact records of all classes. */
    public long records() {
        return life + data + waves;
    }

    /**
     * Reads everything.
     *
     * @param begins told the number of each epoch before it is read
     */
    public static List<JournalCheck> all(JournalReader reader, LongConsumer begins) {
        List<JournalCheck> checks = new ArrayList<>();
        for (long epoch : reader.epochs()) {
            begins.accept(epoch);
            try (JournalEntries entries = reader.only(epoch)) {
                checks.add(of(epoch, entries));
            }
        }
        return checks;
    }

    private static JournalCheck of(long epoch, JournalEntries entries) {
        long life = 0;
        long data = 0;
        long waves = 0;
        long lost = 0;
        List<Entry.Damage> damages = new ArrayList<>();
        while (entries.hasNext()) {
            switch (entries.next()) {
                case Entry.Intact whole -> {
                    switch (whole.entry().cls()) {
                        case LIFE -> life++;
                        case DATA -> data++;
                        case WAVES -> waves++;
                    }
                }
                case Entry.Damage damage -> {
                    lost += Math.max(0, damage.lost());
                    if (damages.size() < LISTED) {
                        damages.add(damage);
                    }
                }
            }
        }
        return new JournalCheck(epoch, life, data, waves, lost, damages);
    }
}
