package org.vigie.gateway.annunciator;

import java.util.Optional;

/**
 * Two annunciators that say the same.
 *
 * @param one first
 * @param other second
 */
public record Both(Annunciator one, Annunciator other) implements Annunciator {
    @Override
    public void sound() {
        one.sound();
        other.sound();
    }

    @Override
    public void quiet() {
        one.quiet();
        other.quiet();
    }

    /** What either of them has: both were wanted. */
    @Override
    public Optional<String> problem() {
        return one.problem().or(other::problem);
    }

    @Override
    public void close() {
        one.close();
        other.close();
    }
}
