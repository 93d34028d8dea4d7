package org.vigie.gateway.recovery;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigie.model.DeviceText;
import org.vigie.model.observation.Parameter;
import org.vigie.model.unit.Unit;
import org.vigie.profiles.Nomenclature;

/**
 * Codes for other programs: IEEE 11073-10101 by number and name, UCUM, and a vendor's own where nothing else is known.
 */
public final class Codes {
    /** Coding system of codes that stand in no standard, as HL7 table 0396 wants a local one to begin. */
    public static final String LOCAL = "99VIGIE";

    private static final Nomenclature NAMES = Nomenclature.standard();

    private Codes() {}

    /**
     * One code.
     *
     * @param code the number of the standard as digits, {@code 0} for a name that has none in our tables, or a local
     *     code
     * @param name reference identifier, or a text
     * @param standard true for IEEE 11073-10101
     */
    public record Coded(String code, String name, boolean standard) {
        /** Whether the number is known, so that the code means something by itself. */
        public boolean hasNumber() {
            return standard && !code.equals("0");
        }
    }

    /** The code of a parameter. */
    public static Coded of(Parameter parameter) {
        @Nullable String code = parameter.code();
        return code != null ? named(code) : vendor(parameter.vendorCode(), parameter.label());
    }

    /** The code of a name, which may be a reference identifier or not. */
    public static Coded named(String name) {
        Optional<Nomenclature.Term> term = NAMES.term(name);
        if (term.isPresent()) {
            return new Coded(Integer.toString(term.get().number()), term.get().refId(), true);
        }
        return Nomenclature.looksLikeRefId(name)
                ? new Coded("0", clean(name), true)
                : new Coded(clean(name), clean(name), false);
    }

    private static Coded vendor(@Nullable String vendorCode, String label) {
        String[] parts = vendorCode == null ? new String[] {"unknown"} : vendorCode.split("\\^", 3);
        String name = parts.length > 1 && !parts[1].isBlank() ? parts[1] : label;
        return new Coded(clean(parts[0]), clean(name), false);
    }

    /** The IEEE code of a unit; empty when our table has none. */
    public static Optional<Nomenclature.UnitCode> of(Unit unit) {
        return NAMES.code(unit);
    }

    /** A text made safe for other programs. */
    public static String clean(String text) {
        return DeviceText.clean(text);
    }
}
