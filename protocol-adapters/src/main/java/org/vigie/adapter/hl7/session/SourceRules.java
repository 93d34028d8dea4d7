package org.vigie.adapter.hl7.session;

import org.vigie.adapter.hl7.codec.AckMode;

/**
 * What site.yaml says about one sender.
 *
 * @param profile id of its device profile; {@link #AUTO} to find it by what its messages say
 * @param ack how it is answered
 * @param messageIdUnique false when its MSH-10 says nothing: then no message of it is taken for a repetition
 * @param beds how many beds it feeds, at least 1: bounds its rate and its connections
 */
public record SourceRules(String profile, AckMode ack, boolean messageIdUnique, int beds) {
    /** The profile has to be found. */
    public static final String AUTO = "auto";

    public SourceRules {
        if (profile.isBlank() || beds < 1) {
            throw new IllegalArgumentException("profile \"" + profile + "\", beds " + beds);
        }
    }

    /** A sender of one bed about which nothing is known. */
    public static SourceRules unknown() {
        return new SourceRules(AUTO, AckMode.AUTO, true, 1);
    }
}
