package org.vigie.adapter.hl7.codec;

import java.util.List;

/** What the structure scan found. */
public sealed interface ScanResult {
    /** As much of the header as could be read, for the answer. */
    Msh msh();

    /**
     * A message within all bounds.
     *
     * @param bytes as sent; not copied, not changed
     * @param msh the header
     * @param segments in order, the first is MSH
     * @param hasMsa it answers something; PCD-05 has one and is no acknowledgement
     * @param hasObx it carries observations
     * @param carriesAlarm it belongs to the alarms: ORU^R40, a list of alarms of a snapshot dialect, or an alarm group
     */
    @SuppressWarnings("ArrayRecordComponent") // one message is scanned, parsed and journaled without a copy
    record Scanned(
            byte[] bytes, Msh msh, List<SegmentRange> segments, boolean hasMsa, boolean hasObx, boolean carriesAlarm)
            implements ScanResult {
        public Scanned {
            segments = List.copyOf(segments);
        }

        @Override
        public String toString() {
            return "Scanned[" + msh + ", " + segments.size() + " segments]"; // no payload in logs
        }
    }

    /**
     * Not a message that may go to a parser.
     *
     * @param msh what could be read of the header
     * @param offset byte where it went wrong
     * @param code for ERR-3, HL7 table 0357
     * @param reason a stable word such as {@code bad-segment-id}
     * @param text what was found, for the engineer; no patient identity
     */
    record Refused(Msh msh, int offset, int code, String reason, String text) implements ScanResult {}

    /**
     * Where one segment lies.
     *
     * @param name three characters
     * @param start offset of its first byte
     * @param end offset after its last byte, without the line end
     * @param samplesStart offset of OBX-5 when OBX-2 is NA; -1 otherwise
     * @param samplesEnd offset after it; -1 otherwise
     */
    record SegmentRange(String name, int start, int end, int samplesStart, int samplesEnd) {
        /** Whether it carries a numeric array, which the parser never sees. */
        boolean hasSamples() {
            return samplesStart >= 0;
        }
    }
}
