package org.vigie.adapter.hl7.session;

import org.vigie.adapter.hl7.codec.AckMode;
import org.vigie.adapter.hl7.codec.ScanResult.Scanned;

/** Finds the profile of a sender whose profile is {@code auto}. Pure and cheap: it is asked for every message. */
@FunctionalInterface
public interface ProfileMatch {
    /** Leaves it to the decoder: the arrival says {@code auto}. */
    ProfileMatch NONE = message -> new Matched(SourceRules.AUTO, true, AckMode.AUTO);

    /** The profile by which {@code message} is read. */
    Matched match(Scanned message);

    /**
     * A profile as far as the session needs it.
     *
     * @param profile its id
     * @param messageIdUnique as in {@link SourceRules}
     * @param ack used when the rules of the source say {@code auto}
     */
    record Matched(String profile, boolean messageIdUnique, AckMode ack) {}
}
