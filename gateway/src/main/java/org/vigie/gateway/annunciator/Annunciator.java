package org.vigie.gateway.annunciator;

import java.util.Optional;

/**
 * Something on the box itself that a person hears when no display answers: a loudspeaker, or a relay with a buzzer. A
 * relay should be wired the other way round: it holds the buzzer silent and is refreshed by {@link #quiet}, so that a
 * box that dies sounds too. Calls return at once and may come from any thread.
 */
public interface Annunciator extends AutoCloseable {
    /** Sounds until {@link #quiet}; again and again the same call changes nothing. */
    void sound();

    /** Nothing is wrong: called at least once a second while that is so. */
    void quiet();

    /** Why it cannot be heard; empty while nothing speaks against it. Nobody but a person can know that it is heard. */
    Optional<String> problem();

    @Override
    void close();

    /** A box without any. */
    Annunciator NONE = new Annunciator() {
        @Override
        public void sound() {
            // Nothing there.
        }

        @Override
        public void quiet() {
            // Nothing there.
        }

        @Override
        public Optional<String> problem() {
            return Optional.of("this box has no annunciator of its own");
        }

        @Override
        public void close() {
            // Nothing there.
        }
    };
}
