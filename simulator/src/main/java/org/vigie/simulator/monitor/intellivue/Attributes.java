package org.vigie.simulator.monitor.intellivue;

/** A list of attributes being written: {@code count, length, {id, length, value}*}. Not thread-safe. */
final class Attributes {
    private final Wire body = new Wire();
    private int count;

    Attributes u16(int id, int value) {
        return put(id, new Wire().u16(value));
    }

    Attributes u32(int id, long value) {
        return put(id, new Wire().u32(value));
    }

    Attributes string(int id, String text) {
        return put(id, new Wire().string(text));
    }

    Attributes put(int id, Wire value) {
        count++;
        body.u16(id).u16(value.size()).raw(value);
        return this;
    }

    Attributes all(Attributes more) {
        count += more.count;
        body.raw(more.body);
        return this;
    }

    /** Bytes of the list with its count and length. */
    int size() {
        return body.size() + 4;
    }

    void writeTo(Wire out) {
        out.u16(count).u16(body.size()).raw(body);
    }
}
