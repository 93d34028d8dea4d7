package org.vigie.gateway.prove.virtual;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a box had the virtual address, as {@code ip -ts -o monitor address} printed it in UTC (iproute2). Times are
 * milliseconds since 1970.
 *
 * @param stays from the first to the last; the last may still go on
 */
record AddressLog(List<Stay> stays) {
    private static final Pattern EVENT = Pattern.compile("^\\[(\\S+)\\] (Deleted )?.* inet (\\S+?)/\\d+ .*$");

    AddressLog {
        stays = List.copyOf(stays);
    }

    /**
     * From taking the address until giving it up.
     *
     * @param end {@link Long#MAX_VALUE} while it is there
     */
    record Stay(long begin, long end) {
        private long common(long from, long to) {
            return Math.max(0, Math.min(end, to) - Math.max(begin, from));
        }
    }

    /** Reads the whole output; a line that is cut short is passed over. */
    static AddressLog read(String printed, String address) {
        List<Stay> stays = new ArrayList<>();
        for (String line : printed.lines().toList()) {
            Matcher event = EVENT.matcher(line);
            if (!event.matches() || !event.group(3).equals(address)) {
                continue;
            }
            long at = LocalDateTime.parse(event.group(1))
                    .toInstant(ZoneOffset.UTC)
                    .toEpochMilli();
            boolean isThere = !stays.isEmpty() && stays.getLast().end() == Long.MAX_VALUE;
            if (event.group(2) == null && !isThere) {
                stays.add(new Stay(at, Long.MAX_VALUE));
            } else if (event.group(2) != null && isThere) {
                stays.set(stays.size() - 1, new Stay(stays.getLast().begin(), at));
            }
        }
        return new AddressLog(stays);
    }

    /** Whether the address is there now. */
    boolean isHere() {
        return !stays.isEmpty() && stays.getLast().end() == Long.MAX_VALUE;
    }

    /** When the address came for the last time; {@link Long#MIN_VALUE} when it never did. */
    long came() {
        return stays.isEmpty() ? Long.MIN_VALUE : stays.getLast().begin();
    }

    /** For how long of this time both had it, in ms. */
    long together(AddressLog other, long from, long to) {
        long sum = 0;
        for (Stay mine : stays) {
            for (Stay theirs : other.stays) {
                sum += theirs.common(Math.max(from, mine.begin()), Math.min(to, mine.end()));
            }
        }
        return sum;
    }
}
