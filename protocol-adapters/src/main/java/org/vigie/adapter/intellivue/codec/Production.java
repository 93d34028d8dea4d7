package org.vigie.adapter.intellivue.codec;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Production specification: serial numbers, part numbers and revisions of the parts of a monitor, as far as they can be
 * read. A connect indication carries a second list after the first. Source: attribute 092D in intellivue-protocol.md
 * section 4 and in the captures, where an entry is type, one component number, text.
 *
 * @param entries in the order sent
 */
record Production(List<Entry> entries) {
    private static final int MOST_ENTRIES = 64;

    Production {
        entries = List.copyOf(entries);
    }

    /**
     * One entry.
     *
     * @param kind 1 serial number, 2 part number, 3 hardware revision, 4 software revision, 5 firmware revision
     * @param component which part of the monitor
     */
    record Entry(int kind, int component, String text) {}

    static Production read(@Nullable Octets value) {
        List<Entry> entries = new ArrayList<>();
        if (value != null) {
            OctetReader in = new OctetReader(value);
            try {
                while (in.remaining() > 0 && entries.size() < MOST_ENTRIES) {
                    readList(in, entries);
                }
            } catch (MalformedException e) {
                return new Production(entries); // what was read so far is still true
            }
        }
        return new Production(entries);
    }

    private static void readList(OctetReader in, List<Entry> entries) throws MalformedException {
        int count = in.u16();
        OctetReader items = in.sized();
        for (int i = 0; i < count && entries.size() < MOST_ENTRIES; i++) {
            int kind = items.u16();
            int component = items.u16();
            entries.add(new Entry(kind, component, MonitorText.label(items)));
        }
    }

    /** Text of the first entry of a kind, that of the component first; empty when there is none. */
    String find(int kind, int component) {
        String found = "";
        for (Entry entry : entries) {
            if (entry.kind == kind && entry.component == component) {
                return entry.text;
            }
            if (entry.kind == kind && found.isEmpty()) {
                found = entry.text;
            }
        }
        return found;
    }

    /** Maker and model, each empty when missing. Attribute 0928. */
    static List<String> model(@Nullable Octets value) {
        if (value == null) {
            return List.of("", "");
        }
        OctetReader in = new OctetReader(value);
        try {
            String maker = MonitorText.label(in);
            return List.of(maker, MonitorText.label(in));
        } catch (MalformedException e) {
            return List.of("", "");
        }
    }
}
