package org.vigie.model.unit;

/**
 * A unit by its UCUM code (The Unified Code for Units of Measure, version 2.1).
 *
 * @param ucum case-sensitive code such as {@code mm[Hg]}; {@code 1} for no dimension
 */
public record Unit(String ucum) {
    public static final Unit NONE = new Unit("1");
    public static final Unit PER_MINUTE = new Unit("/min");
    public static final Unit PERCENT = new Unit("%");
    public static final Unit MM_HG = new Unit("mm[Hg]");
    public static final Unit KILOPASCAL = new Unit("kPa");
    public static final Unit CELSIUS = new Unit("Cel");
    public static final Unit MILLIVOLT = new Unit("mV");
    public static final Unit MILLISECOND = new Unit("ms");
    public static final Unit SECOND = new Unit("s");

    public Unit {
        if (ucum.isBlank() || ucum.length() > 32) {
            throw new IllegalArgumentException("unit: 1 to 32 characters expected");
        }
    }

    @Override
    public String toString() {
        return ucum;
    }
}
