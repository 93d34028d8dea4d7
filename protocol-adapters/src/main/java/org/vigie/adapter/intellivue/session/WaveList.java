package org.vigie.adapter.intellivue.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigie.adapter.intellivue.codec.AttributeId;
import org.vigie.adapter.intellivue.codec.IntellivuePdu;
import org.vigie.adapter.intellivue.codec.IntellivuePdu.PriorityListReply;

/**
 * Chooses the waves: sets the monitor's list, reads it back, because what the monitor does not like is missing from it
 * without a word, and asks once for the alternatives of what is missing. SOURCE: intellivue-protocol.md section 8.5.
 */
final class WaveList {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int TRIES = 3;

    private final List<WaveChoice> wanted;
    private final int setId;
    private final int getId;
    private List<Long> labels;
    private List<Long> granted = List.of();
    private State state = State.SETTING;
    private boolean alternatives;
    private int tries;
    private @Nullable Instant due;

    private enum State {
        SETTING,
        READING,
        DONE
    }

    WaveList(List<WaveChoice> wanted, int setId, int getId, Instant now) {
        this.wanted = wanted;
        this.setId = setId;
        this.getId = getId;
        this.labels = wanted.stream().map(WaveChoice::label).toList();
        this.state = wanted.isEmpty() ? State.DONE : State.SETTING;
        this.due = wanted.isEmpty() ? null : now;
    }

    /** Whether waves may be polled: the list is as we want it, or the monitor does not answer about it. */
    boolean isDone() {
        return state == State.DONE;
    }

    /** Whether the monitor ever said what is on the list. */
    boolean isAnswered() {
        return state == State.DONE && tries <= TRIES;
    }

    /** The words of what was asked and is not to be had. */
    List<String> missing() {
        return wanted.stream()
                .filter(wave -> !granted.contains(wave.label())
                        && wave.otherwise().filter(granted::contains).isEmpty())
                .map(WaveChoice::word)
                .toList();
    }

    Optional<Instant> due() {
        return Optional.ofNullable(due);
    }

    /** What to send now; null when it is not time. */
    @Nullable IntellivuePdu tick(Instant now) {
        if (due == null || now.isBefore(due)) {
            return null;
        }
        if (++tries > TRIES) {
            finish();
            return null;
        }
        due = now.plus(PATIENCE);
        return state == State.SETTING
                ? new IntellivuePdu.PriorityListSet(setId, true, AttributeId.WAVE_PRIORITY, false, labels)
                : new IntellivuePdu.PriorityListGet(getId, AttributeId.WAVE_PRIORITY);
    }

    /** The monitor answered. */
    void reply(PriorityListReply reply, Instant now) {
        if (state == State.SETTING && reply.invokeId() == setId) {
            state = State.READING;
            again(now);
        } else if (state == State.READING && reply.invokeId() == getId) {
            granted = reply.labels();
            List<Long> better = withAlternatives();
            if (!alternatives && !better.equals(labels)) {
                alternatives = true;
                labels = better;
                state = State.SETTING;
                again(now);
            } else {
                finish();
            }
        }
    }

    /** The monitor refused: it has no such list. */
    void refused() {
        tries = TRIES + 1;
        finish();
    }

    private List<Long> withAlternatives() {
        List<Long> better = new ArrayList<>();
        for (WaveChoice wave : wanted) {
            long label = granted.contains(wave.label())
                    ? wave.label()
                    : wave.otherwise().orElse(wave.label());
            if (!better.contains(label)) {
                better.add(label);
            }
        }
        return better;
    }

    private void again(Instant now) {
        tries = 0;
        due = now;
    }

    private void finish() {
        state = State.DONE;
        due = null;
    }
}
