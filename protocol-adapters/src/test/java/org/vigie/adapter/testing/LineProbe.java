package org.vigie.adapter.testing;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.vigie.adapter.transport.Line;
import org.vigie.adapter.transport.LineState;

/** An owner of a line that remembers what it was told. */
public final class LineProbe implements Line.Owner {
    private final List<LineState> states = new CopyOnWriteArrayList<>();
    private final AtomicInteger opened = new AtomicInteger();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public void opened() {
        opened.incrementAndGet();
    }

    @Override
    public synchronized void received(byte[] some) {
        bytes.writeBytes(some);
    }

    @Override
    public void changed(LineState state) {
        states.add(state);
    }

    /** All states so far. */
    public List<LineState> states() {
        return List.copyOf(states);
    }

    /** How often it was opened. */
    public int timesOpened() {
        return opened.get();
    }

    /** All bytes so far. */
    public synchronized byte[] bytes() {
        return bytes.toByteArray();
    }

    /** Waits for a state to be the newest. */
    public void await(LineState state) {
        RecordingSink.eventually(() -> !states.isEmpty() && states.getLast() == state);
    }
}
