package org.vigie.simulator.monitor.intellivue;

/**
 * One object in the reply to a poll.
 *
 * @param context MDS context: 0 for plug-in modules, 1 for the measurement server
 * @param handle of the object, unique in its class and context
 * @param attributes what is said of it now
 */
record PolledObject(int context, int handle, Attributes attributes) {
    /** Bytes in the reply without the header of its context. */
    int size() {
        return 2 + attributes.size();
    }
}
