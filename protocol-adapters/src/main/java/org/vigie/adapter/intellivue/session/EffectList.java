package org.vigie.adapter.intellivue.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.vigie.adapter.intellivue.codec.AssembledResult;
import org.vigie.adapter.spi.Arrival;
import org.vigie.model.link.LinkReason;

/** The effects of one input, in order. */
final class EffectList {
    private static final byte[] NOTHING = {};

    private List<Effect> effects = new ArrayList<>();

    /** Those since the last call. */
    List<Effect> take() {
        List<Effect> taken = effects;
        effects = new ArrayList<>();
        return taken;
    }

    void send(byte[] payload) {
        effects.add(new Effect.Send(payload));
    }

    void count(String word) {
        effects.add(new Effect.Count(word, 1));
    }

    /** Counts {@code missing-numerics} and the like. */
    void count(String prefix, Poll poll) {
        count(prefix + poll.name().toLowerCase(Locale.ROOT));
    }

    void rejected(String word) {
        effects.add(new Effect.Rejected(word));
    }

    void note(String event, String text) {
        effects.add(new Effect.Note(event, text));
    }

    void link(boolean open, LinkReason reason) {
        effects.add(new Effect.Link(open, reason));
    }

    void publish(Arrival.Kind kind, AssembledResult cycle) {
        effects.add(new Effect.Publish(kind, cycle.encode(), null));
    }

    void unreadable(byte[] payload, String why) {
        effects.add(new Effect.Publish(Arrival.Kind.UNREADABLE, payload, why));
    }

    void alive() {
        effects.add(new Effect.Publish(Arrival.Kind.ALIVE, NOTHING, null));
    }

    /** Counts what the assembler has done since {@code before}. */
    void cycles(Poll poll, PollAssembler.Counters before, PollAssembler.Counters now) {
        difference("cycles", before.cycles(), now.cycles());
        difference(poll == Poll.WAVES ? "missing-wave-blocks" : "missing-cycles", before.gaps(), now.gaps());
        difference("incomplete-cycles", before.incomplete(), now.incomplete());
        difference("repeated-results", before.duplicates(), now.duplicates());
        difference("late-cycles", before.late(), now.late());
        difference("clock-restarts", before.restarts(), now.restarts());
        difference("overfull", before.overfull(), now.overfull());
    }

    private void difference(String word, long before, long now) {
        if (now != before) {
            effects.add(new Effect.Count(word, now - before));
        }
    }
}
