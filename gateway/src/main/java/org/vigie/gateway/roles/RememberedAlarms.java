package org.vigie.gateway.roles;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vigie.model.limits.LinkLimits;

/**
 * What a hub last said of alarms that are of no single edge's link: a name that two boxes have, beds that two boxes
 * claim (ADR 0100).
 *
 * @param groups one for each code
 */
record RememberedAlarms(List<Group> groups) {
    /** Grows with the format; a file of another one is begun anew, and that is said. */
    private static final int MAGIC = 0x56475231;

    private static final int MOST_GROUPS = 16;

    RememberedAlarms {
        groups = List.copyOf(groups);
    }

    /**
     * The alarms of one code.
     *
     * @param word of their ids
     * @param occurrences until then
     * @param raised those that are not over and seen
     */
    record Group(String word, int occurrences, List<One> raised) {
        Group {
            raised = List.copyOf(raised);
        }
    }

    /**
     * One alarm.
     *
     * @param name that it is about
     * @param sinceMs engine time of its begin
     */
    record One(String name, long sinceMs, Raised alarm) {}

    /** As bytes with a checksum. */
    byte[] encode() {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeInt(MAGIC);
            out.writeInt(groups.size());
            for (Group group : groups) {
                Remembered.text(out, group.word());
                out.writeInt(group.occurrences());
                out.writeInt(group.raised().size());
                for (One one : group.raised()) {
                    Remembered.text(out, one.name());
                    out.writeLong(one.sinceMs());
                    Remembered.write(out, one.alarm());
                }
            }
            return Remembered.withChecksum(bytes);
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
    }

    /** Reads it back; empty when these bytes are not what was written. */
    static Optional<RememberedAlarms> decode(byte[] bytes, LinkLimits limits) {
        try (DataInputStream in = Remembered.checked(bytes, MAGIC)) {
            List<Group> groups = new ArrayList<>();
            for (int left = Math.min(in.readInt(), MOST_GROUPS); left > 0; left--) {
                String word = Remembered.text(in);
                int occurrences = in.readInt();
                List<One> raised = new ArrayList<>();
                // Never more than one for each edge, or for each two of them.
                for (int more = Math.min(in.readInt(), limits.edges() * limits.edges()); more > 0; more--) {
                    raised.add(new One(Remembered.text(in), in.readLong(), Remembered.raised(in, limits)));
                }
                groups.add(new Group(word, occurrences, raised));
            }
            return Optional.of(new RememberedAlarms(groups));
        } catch (IOException | RuntimeException ofAnotherVersion) {
            return Optional.empty();
        }
    }
}
