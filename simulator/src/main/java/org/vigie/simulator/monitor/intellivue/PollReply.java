package org.vigie.simulator.monitor.intellivue;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes poll results, in one message or linked (intellivue-protocol.md sections 6 and 8).
 *
 * @param invoke of the request
 * @param extended true for action F13B, which has a sequence number
 * @param pollNumber of the request
 * @param sequence counts up from 0 within one request
 * @param relativeTime in ticks
 * @param objectClass polled
 * @param group polled
 */
record PollReply(
        int invoke, boolean extended, int pollNumber, int sequence, long relativeTime, int objectClass, int group) {
    /** The object lists of CAP-L and CAP-S are cut so that no message passes this; waves are never cut. */
    static final int MOST_BYTES = 996;

    private static final int HEADER = 50;
    private static final int CONTEXT_HEADER = 6;
    private static final int FIRST = 1;
    private static final int MIDDLE = 2;
    private static final int LAST = 3;

    /** All objects; several messages with an empty one at the end when they are too many for one. */
    List<byte[]> encode(List<PolledObject> objects) {
        List<List<PolledObject>> parts = parts(objects);
        if (parts.size() <= 1) {
            return List.of(result(objects));
        }
        List<byte[]> messages = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            int state = i == 0 ? FIRST : i == parts.size() - 1 ? LAST : MIDDLE;
            messages.add(linked(state, i + 1, parts.get(i)));
        }
        messages.add(result(List.of(), false));
        return messages;
    }

    private static List<List<PolledObject>> parts(List<PolledObject> objects) {
        List<List<PolledObject>> parts = new ArrayList<>();
        List<PolledObject> part = new ArrayList<>();
        int size = HEADER;
        int context = -1;
        for (PolledObject object : objects) {
            int more = object.size() + (object.context() == context ? 0 : CONTEXT_HEADER);
            if (!part.isEmpty() && size + more > MOST_BYTES) {
                parts.add(part);
                part = new ArrayList<>();
                size = HEADER;
                more = object.size() + CONTEXT_HEADER;
            }
            part.add(object);
            size += more;
            context = object.context();
        }
        if (!part.isEmpty()) {
            parts.add(part);
        }
        return parts;
    }

    /** All objects in one RORS, however long. */
    byte[] result(List<PolledObject> objects) {
        return result(objects, isOfMetrics());
    }

    /** Metrics live in two contexts, and both are listed even when one has nothing to say (CAP-L). */
    private boolean isOfMetrics() {
        return objectClass == Nomenclature.CLASS_NUMERIC
                || objectClass == Nomenclature.CLASS_WAVE
                || objectClass == Nomenclature.CLASS_ENUMERATION;
    }

    private byte[] result(List<PolledObject> objects, boolean bothContexts) {
        Wire out = new Wire().u16(0xE100).u16(0x0002).u16(Nomenclature.RO_RESULT);
        int message = out.open();
        out.u16(invoke);
        body(out, objects, bothContexts);
        return out.close(message).bytes();
    }

    private byte[] linked(int state, int count, List<PolledObject> objects) {
        Wire out = new Wire().u16(0xE100).u16(0x0002).u16(Nomenclature.RO_LINKED_RESULT);
        int message = out.open();
        out.u8(state).u8(count).u16(invoke);
        body(out, objects, false);
        return out.close(message).bytes();
    }

    private void body(Wire out, List<PolledObject> objects, boolean bothContexts) {
        out.u16(Nomenclature.COMMAND_CONFIRMED_ACTION);
        int command = out.open();
        out.u16(Nomenclature.CLASS_MDS).u32(0);
        out.u16(extended ? Nomenclature.ACTION_EXTENDED_POLL : Nomenclature.ACTION_SINGLE_POLL);
        int action = out.open();
        out.u16(pollNumber);
        if (extended) {
            out.u16(sequence);
        }
        out.u32(relativeTime).u32(0xFFFF_FFFFL).u32(0xFFFF_FFFFL); // never an absolute time, section 8.2
        out.u16(1).u16(objectClass).u16(group);
        pollInfo(out, objects, bothContexts);
        out.close(action).close(command);
    }

    private static void pollInfo(Wire out, List<PolledObject> objects, boolean bothContexts) {
        int countAt = out.size();
        out.u16(0);
        int list = out.open();
        int contexts = 0;
        if (bothContexts && (objects.isEmpty() || objects.getFirst().context() == 1)) {
            out.u16(0).u32(0);
            contexts++;
        }
        int i = 0;
        while (i < objects.size()) {
            int context = objects.get(i).context();
            out.u16(context);
            int objectsAt = out.size();
            out.u16(0);
            int of = out.open();
            int number = 0;
            for (; i < objects.size() && objects.get(i).context() == context; i++) {
                out.u16(objects.get(i).handle());
                objects.get(i).attributes().writeTo(out);
                number++;
            }
            out.patch(objectsAt, number);
            out.close(of);
            contexts++;
        }
        if (bothContexts && (objects.isEmpty() || objects.getLast().context() == 0)) {
            out.u16(1).u32(0);
            contexts++;
        }
        out.patch(countAt, contexts);
        out.close(list);
    }
}
