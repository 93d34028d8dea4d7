package org.vigie.model;

/**
 * One sender on one listener, stable over reconnects: {@code listener/peer address}, for example
 * {@code hl7/192.168.10.21}. One source may feed one bed (a monitor) or many (a vendor's gateway).
 *
 * @param value 1 to 96 characters, no controls
 */
public record SourceId(String value) implements Comparable<SourceId> {
    public SourceId {
        Names.check("source", value, 96);
    }

    @Override
    public int compareTo(SourceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
