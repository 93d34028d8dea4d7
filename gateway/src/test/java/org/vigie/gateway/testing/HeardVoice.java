package org.vigie.gateway.testing;

import java.util.Optional;
import org.vigie.gateway.annunciator.Annunciator;

/** The box's own loudspeaker, as an ear beside it hears it. Thread-safe. */
public final class HeardVoice implements Annunciator {
    private boolean sounding;

    /** Whether it sounds now. */
    public synchronized boolean isSounding() {
        return sounding;
    }

    @Override
    public synchronized void sound() {
        sounding = true;
    }

    @Override
    public synchronized void quiet() {
        sounding = false;
    }

    @Override
    public Optional<String> problem() {
        return Optional.empty();
    }

    @Override
    public synchronized void close() {
        sounding = false;
    }
}
