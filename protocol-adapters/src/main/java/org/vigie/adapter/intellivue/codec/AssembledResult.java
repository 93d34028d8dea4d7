package org.vigie.adapter.intellivue.codec;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One whole poll cycle of one monitor with all that is needed to understand it later: this is what is journaled. The
 * static attributes of each object (label, unit, scale) are with it, wherever the monitor sent them.
 *
 * @param facts of the association
 * @param objectClass see {@link ObjectClass}
 * @param group see {@link AttributeGroup}
 * @param sequence of the cycle
 * @param ticks of 1/8 ms since the monitor started, with its wraps counted: never smaller than in the cycle before
 *     unless the monitor restarted
 * @param gap cycles known to be missing before this one; 65,535 for that many or more
 * @param objects all of the cycle
 */
public record AssembledResult(
        AssociationFacts facts,
        int objectClass,
        int group,
        int sequence,
        long ticks,
        int gap,
        List<PolledObject> objects) {
    /** Longest encoded form that is read or written. */
    public static final int MOST_BYTES = 1 << 20;

    private static final int VERSION = 1;
    private static final int MOST = 0xFFFF;

    public AssembledResult {
        objects = List.copyOf(objects);
        gap = Math.min(gap, MOST);
    }

    /** The form in the journal, version 1; big-endian. Layout: docs/adr/0050. */
    public byte[] encode() {
        OctetWriter out = new OctetWriter()
                .u8(VERSION)
                .sized(facts.systemId())
                .text(facts.bedLabel())
                .text(facts.model())
                .u16(facts.operatingMode())
                .text(facts.language())
                .u16(objectClass)
                .u16(group)
                .u16(sequence)
                .u32(ticks)
                .u32(ticks >>> 32)
                .u16(gap)
                .u16(objects.size());
        for (PolledObject object : objects) {
            out.u16(object.context())
                    .u16(object.handle())
                    .u16(object.attributes().size());
            for (Attribute attribute : object.attributes()) {
                out.u16(attribute.id()).sized(attribute.value());
            }
        }
        return out.bytes();
    }

    /**
     * Reads the form in the journal; nothing when it is damaged, cut, of another version or followed by anything.
     *
     * @param bytes not changed by the caller afterwards: the result refers to them
     */
    public static Optional<AssembledResult> decode(byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            return Optional.empty();
        }
        OctetReader in = new OctetReader(Octets.of(bytes));
        try {
            if (in.u8() != VERSION) {
                return Optional.empty();
            }
            Octets systemId = in.sized().rest();
            if (systemId.length() > AssociationFacts.MOST_SYSTEM_ID) {
                return Optional.empty();
            }
            AssociationFacts facts = new AssociationFacts(systemId, text(in), text(in), in.u16(), text(in));
            int objectClass = in.u16();
            int group = in.u16();
            int sequence = in.u16();
            long low = in.u32();
            long ticks = low | in.u32() << 32;
            int gap = in.u16();
            List<PolledObject> objects = objects(in);
            in.end();
            return Optional.of(new AssembledResult(facts, objectClass, group, sequence, ticks, gap, objects));
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }

    private static List<PolledObject> objects(OctetReader in) throws MalformedException {
        int count = in.u16();
        List<PolledObject> objects = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int context = in.u16();
            int handle = in.u16();
            int attributeCount = in.u16();
            List<Attribute> attributes = new ArrayList<>();
            for (int a = 0; a < attributeCount; a++) {
                int id = in.u16();
                attributes.add(new Attribute(id, in.sized().rest()));
            }
            objects.add(new PolledObject(context, handle, attributes));
        }
        return objects;
    }

    private static String text(OctetReader in) throws MalformedException {
        return new String(in.sized().rest().toArray(), StandardCharsets.UTF_8);
    }
}
