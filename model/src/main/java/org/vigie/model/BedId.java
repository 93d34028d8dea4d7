package org.vigie.model;

/**
 * A bed place by the name that stands on its door, for example {@code R07}: 1 to 32 characters, no controls.
 *
 * @param value the name, unique in one site
 */
public record BedId(String value) implements Comparable<BedId> {
    /** The unit as a whole: alarms that belong to no single bed (many beds lost at once, storage full). */
    public static final BedId UNIT = new BedId("*");

    public BedId {
        Names.check("bed", value, 32);
    }

    /** True for {@link #UNIT}. */
    public boolean isUnit() {
        return equals(UNIT);
    }

    @Override
    public int compareTo(BedId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
