package org.vigie.gateway.journal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a walk along the chain has found so far. One thread. */
final class ChainFindings {
    /** Hours of a queue that are missing, more than ten years of one. */
    private static final int MOST_OPEN = 100_000;

    private final List<ChainCheck.Breach> breaches = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Set<String> deleted = new HashSet<>();
    private final Set<Open> open = new LinkedHashSet<>();
    private long broken;
    private ChainCheck.@Nullable Place first;
    private ChainCheck.@Nullable Place last;
    int epochs;
    long seals;
    long records;
    long unsealed;

    /** A breach that a deletion noted further on in the chain explains. */
    private record Open(String explainedBy, ChainCheck.Breach breach) {}

    void breach(ChainCheck.Kind kind, long epoch, String text) {
        add(new ChainCheck.Breach(kind, epoch, text));
    }

    private void add(ChainCheck.Breach breach) {
        broken++;
        if (breaches.size() < ChainCheck.LISTED) {
            breaches.add(breach);
        }
    }

    /**
     * A breach, unless retention noted why.
     *
     * @param explainedBy epoch, a slash and the begin of the file's name
     */
    void breachUnlessDeleted(String explainedBy, ChainCheck.Kind kind, long epoch, String text) {
        if (open.size() < MOST_OPEN) {
            open.add(new Open(explainedBy, new ChainCheck.Breach(kind, epoch, text)));
        } else {
            breach(kind, epoch, text);
        }
    }

    void note(String text) {
        if (notes.size() < ChainCheck.LISTED && !notes.contains(text)) {
            notes.add(text);
        }
    }

    /** The chain says that a file was deleted. */
    void deleted(long epoch, String file) {
        deleted.add(epoch + "/" + file);
    }

    void sealed(long epoch, long seq) {
        records++;
        ChainCheck.Place place = new ChainCheck.Place(epoch, seq);
        ChainCheck.Place low = first;
        ChainCheck.Place high = last;
        first = low == null || epoch < low.epoch() || (epoch == low.epoch() && seq < low.seq()) ? place : low;
        last = high == null || epoch > high.epoch() || (epoch == high.epoch() && seq > high.seq()) ? place : high;
    }

    ChainCheck result(Optional<ChainCheck.Newest> newest, boolean anchored) {
        for (Open one : open) {
            if (deleted.stream().noneMatch(name -> name.startsWith(one.explainedBy()))) {
                add(one.breach());
            }
        }
        open.clear();
        return new ChainCheck(
                breaches,
                broken,
                notes,
                Optional.ofNullable(first),
                Optional.ofNullable(last),
                epochs,
                seals,
                records,
                unsealed,
                newest,
                anchored);
    }
}
