package org.vigie.gateway.journal;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The newest line of an epoch's chain, with the newest record under a seal. One thread. */
final class NewestLine {
    private final String journal;
    private final long epoch;
    private @Nullable ChainLine newest;
    private long seq;

    NewestLine(JournalFolder folder, long epoch) {
        this.journal = folder.identity().map(UUID::toString).orElse("-");
        this.epoch = epoch;
    }

    void saw(ChainLine line) {
        newest = line;
        if (line.kind() == ChainLine.Kind.SEAL && line.epoch() == epoch) {
            seq = Math.max(seq, line.number("to"));
        }
    }

    Optional<ChainCheck.Newest> found() {
        ChainLine line = newest;
        return line == null
                ? Optional.empty()
                : Optional.of(new ChainCheck.Newest(journal, epoch, seq, line.at(), line.hash()));
    }
}
