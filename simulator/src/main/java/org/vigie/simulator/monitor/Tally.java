package org.vigie.simulator.monitor;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.vigie.simulator.load.LatencyHistogram;

/** What happened on the links of a run, all monitors together. Thread-safe. */
public final class Tally {
    private final Map<Count, Long> counts = new EnumMap<>(Count.class);
    private final LatencyHistogram latency = new LatencyHistogram();

    /** What is counted. */
    public enum Count {
        /** Messages written to a socket; noise not included. */
        SENT,
        /** Accepted: AA or CA. */
        ACKED,
        /** Not now, send again: AE or CE. */
        TRY_AGAIN,
        /** Never: AR or CR. */
        REFUSED,
        /** Answers to nothing that waited for one. */
        STRAY,
        /** Values that were overtaken by newer ones before they could be sent. */
        SUPERSEDED,
        /** Alarm messages dropped because the receiver did not take them. */
        ALARMS_DROPPED,
        /** No answer in time. */
        UNANSWERED,
        /** Datagrams and frames heard from clients of IntelliVue monitors. */
        HEARD,
        /** Messages that IntelliVue monitors sent. */
        TOLD,
        /** Connections made. */
        CONNECTED,
        /** Connections that failed or ended without our wish. */
        BROKEN;

        /** The word in the summary line. */
        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** One more. */
    public synchronized void count(Count what) {
        counts.merge(what, 1L, Long::sum);
    }

    /** How many. */
    public synchronized long of(Count what) {
        return counts.getOrDefault(what, 0L);
    }

    /** From the last byte written to the acknowledgement read. */
    public LatencyHistogram latency() {
        return latency;
    }

    /** One line for people: counts that are not zero, and the latency. */
    public synchronized String summary() {
        StringJoiner line = new StringJoiner(" ");
        for (Count count : Count.values()) {
            long number = of(count);
            if (number > 0 || count == Count.SENT || count == Count.ACKED || count == Count.REFUSED) {
                line.add(count.word() + "=" + number);
            }
        }
        line.add(String.format(
                Locale.ROOT,
                "latency-p50=%.1fms latency-p99=%.1fms",
                latency.percentileMillis(50),
                latency.percentileMillis(99)));
        return line.toString();
    }
}
