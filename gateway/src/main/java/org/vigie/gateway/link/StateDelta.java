package org.vigie.gateway.link;

import java.util.Arrays;

/**
 * What is other in a state than in an earlier one of the same bed: so many tokens as before, so many left out, these
 * bytes instead, and so on; what is not spoken of at the end is as before. A token ends with a comma, colon or bracket,
 * so that a changed number costs its digits and three bytes. It works for any bytes, and well for JSON.
 */
final class StateDelta {
    /** Longer states are always sent whole: nobody keeps them for a later difference. */
    static final int LONGEST = 8_192;

    /** Of what differs; beyond that the rest is said anew. */
    private static final int MOST_PIECES = 64;

    /** Tokens that may have come or gone at one place, as an alarm has some forty. */
    private static final int NEAR = 128;

    private StateDelta() {}

    /** The tokens of some bytes: where each begins, and one number more. */
    private static final class Tokens {
        final byte[] bytes;
        final int[] starts;
        final int count;

        Tokens(byte[] bytes) {
            this.bytes = bytes;
            int[] found = new int[bytes.length + 1];
            int many = 0;
            int start = 0;
            for (int i = 0; i < bytes.length; i++) {
                if (endsToken(bytes[i]) || i == bytes.length - 1) {
                    found[many++] = start;
                    start = i + 1;
                }
            }
            found[many] = bytes.length;
            starts = Arrays.copyOf(found, many + 1);
            count = many;
        }

        private static boolean endsToken(byte octet) {
            return octet == ',' || octet == ':' || octet == '{' || octet == '}' || octet == '[' || octet == ']';
        }

        boolean isSame(int index, Tokens other, int otherIndex) {
            boolean end = index >= count;
            if (end || otherIndex >= other.count) {
                return end && otherIndex >= other.count;
            }
            return Arrays.equals(
                    bytes,
                    starts[index],
                    starts[index + 1],
                    other.bytes,
                    other.starts[otherIndex],
                    other.starts[otherIndex + 1]);
        }
    }

    /** The difference, to be {@link #apply applied} to {@code before}. */
    static byte[] of(byte[] before, byte[] now) {
        Tokens old = new Tokens(before);
        Tokens fresh = new Tokens(now);
        Wire.Out out = new Wire.Out();
        int at = 0;
        int to = 0;
        for (int pieces = 0; ; pieces++) {
            int same = 0;
            while (at + same < old.count && old.isSame(at + same, fresh, to + same)) {
                same++;
            }
            at += same;
            to += same;
            if (at == old.count && to == fresh.count) {
                return out.bytes();
            }
            int left = old.count - at;
            int said = fresh.count - to;
            int near = pieces < MOST_PIECES ? meeting(old, at, fresh, to) : -1;
            if (near >= 0) {
                left = near / (NEAR + 1);
                said = near % (NEAR + 1);
            }
            out.number(same);
            out.number(left);
            out.block(Arrays.copyOfRange(now, fresh.starts[to], fresh.starts[to + said]));
            at += left;
            to += said;
        }
    }

    /** The nearest place where both go on alike, as tokens to leave out and tokens to say; -1 for none. */
    private static int meeting(Tokens old, int at, Tokens fresh, int to) {
        for (int sum = 1; sum <= NEAR; sum++) {
            for (int off = sum % 2; off <= sum; off += 2) {
                int few = (sum - off) / 2;
                int many = (sum + off) / 2;
                if (meets(old, at + few, fresh, to + many)) {
                    return few * (NEAR + 1) + many;
                }
                if (off > 0 && meets(old, at + many, fresh, to + few)) {
                    return many * (NEAR + 1) + few;
                }
            }
        }
        return -1;
    }

    /** Two tokens in a row: one alone is often alike by chance. */
    private static boolean meets(Tokens old, int at, Tokens fresh, int to) {
        return at <= old.count && to <= fresh.count && old.isSame(at, fresh, to) && old.isSame(at + 1, fresh, to + 1);
    }

    /**
     * The later state.
     *
     * @param most bytes that it may have
     * @throws Wire.Malformed when the difference is none of this state
     */
    static byte[] apply(byte[] before, byte[] delta, int most) throws Wire.Malformed {
        Tokens old = new Tokens(before);
        Wire.In in = new Wire.In(delta, delta.length);
        Wire.Out out = new Wire.Out();
        int at = 0;
        while (!in.atEnd()) {
            int same = in.count(old.count - at);
            out.append(before, old.starts[at], old.starts[at + same]);
            at += same;
            at += in.count(old.count - at);
            byte[] said = in.block();
            out.append(said, 0, said.length);
            if (out.length() > most) {
                throw new Wire.Malformed("longer than a state");
            }
        }
        out.append(before, old.starts[at], before.length);
        if (out.length() > most) {
            throw new Wire.Malformed("longer than a state");
        }
        return out.bytes();
    }
}
