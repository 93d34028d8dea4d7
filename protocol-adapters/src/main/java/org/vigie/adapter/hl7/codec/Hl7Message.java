package org.vigie.adapter.hl7.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One parsed message, read-only. Texts have their escapes resolved (delimiters and hexadecimal; formatting such as
 * \.br\ stays as sent); what is not sent is the empty text, never null. Used on the thread of the parser that made it.
 */
public final class Hl7Message {
    private final Msh msh;
    private final Hl7Charset charset;
    private final List<Segment> segments;
    private final List<Group> groups;

    Hl7Message(Msh msh, Hl7Charset charset, List<Segment> segments) {
        this.msh = msh;
        this.charset = charset;
        this.segments = List.copyOf(segments);
        this.groups = List.copyOf(group(this.segments));
    }

    /** The header as the scan read it: as sent, without the defaults that the parser needed. */
    public Msh msh() {
        return msh;
    }

    /** How its texts were read. */
    public Hl7Charset charset() {
        return charset;
    }

    /** Every segment in the order of the message, MSH first; none is missing. */
    public List<Segment> segments() {
        return segments;
    }

    /** The first segment of that name. */
    public Optional<Segment> first(String name) {
        return segments.stream().filter(segment -> segment.name().equals(name)).findFirst();
    }

    /**
     * The segments by OBR: each OBR begins a group, and OBX before any OBR are a group without one (Mindray PDS sends
     * such). A group knows the PID and PV1 that stand before it; several patients in one message are legal.
     */
    public List<Group> groups() {
        return groups;
    }

    private static List<Group> group(List<Segment> all) {
        List<Group> groups = new ArrayList<>();
        Segment patient = null;
        Segment visit = null;
        Segment order = null;
        List<Segment> members = new ArrayList<>();
        for (Segment segment : all) {
            switch (segment.name()) {
                case "PID", "PV1", "OBR" -> {
                    if (order != null || !members.isEmpty()) {
                        groups.add(new Group(patient, visit, order, members));
                    }
                    members = new ArrayList<>();
                    order = segment.name().equals("OBR") ? segment : null;
                    visit = segment.name().equals("PV1")
                            ? segment
                            : segment.name().equals("PID") ? null : visit;
                    patient = segment.name().equals("PID") ? segment : patient;
                }
                case "OBX", "NTE", "PRT" -> members.add(segment);
                default -> {
                    if (order != null) {
                        members.add(segment);
                    }
                }
            }
        }
        if (order != null || !members.isEmpty()) {
            groups.add(new Group(patient, visit, order, members));
        }
        return groups;
    }

    /**
     * What belongs to one OBR.
     *
     * @param patient the PID before it; null when there is none
     * @param visit the PV1 after that PID; null when there is none
     * @param order the OBR; null for OBX that no OBR precedes
     * @param members the segments after the OBR up to the next OBR, PID or PV1: OBX, NTE, PRT and any other
     */
    public record Group(
            @Nullable Segment patient,
            @Nullable Segment visit,
            @Nullable Segment order,
            List<Segment> members) {
        public Group {
            members = List.copyOf(members);
        }

        /** The OBX of this group in order. */
        public List<Segment> observations() {
            return members.stream()
                    .filter(segment -> segment.name().equals("OBX"))
                    .toList();
        }
    }

    /** One segment. Numbers are those of HL7: they begin at 1, and MSH-1 is the field separator. */
    public interface Segment {
        /** Three characters, for example {@code OBX}. */
        String name();

        /** Byte offset of the segment in the message as sent. */
        int offset();

        /** Number of the last field sent. */
        int fields();

        /**
         * How often {@code field} is sent, up to the last repetition that is not empty; 0 when none is. NA counts as
         * one.
         */
        int repetitions(int field);

        /**
         * Number of components in one repetition; 0 when it is not sent. For OBX-5 of type NA the number of samples.
         */
        int components(int field, int repetition);

        /** Number of sub-components in one component; 0 when it is not sent. */
        int subcomponents(int field, int repetition, int component);

        /** A field as sent, parts and escapes and all; empty when it is not sent, and for OBX-5 of type NA. */
        String text(int field);

        /** One text, escapes resolved; empty when it is not sent. {@code ""} as sent is two quotes: delete. */
        String value(int field, int repetition, int component, int subcomponent);

        /** First sub-component of a component of the first repetition. */
        default String value(int field, int component) {
            return value(field, 1, component, 1);
        }

        /** First sub-component of the first component of the first repetition. */
        default String value(int field) {
            return value(field, 1, 1, 1);
        }

        /** Whether OBX-5 is a numeric array (OBX-2 NA). */
        boolean hasSamples();

        /** The samples of OBX-5 of type NA as sent, not parsed; empty for any other segment. */
        List<String> samples();
    }
}
