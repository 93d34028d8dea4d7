package org.vigie.adapter.hl7.mapping;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.vigie.adapter.hl7.codec.Hl7Message;
import org.vigie.model.unit.Unit;
import org.vigie.profiles.Nomenclature;

/**
 * Units of OBX-6: an MDC name or number, UCUM, a Philips code, or a word. The name decides before the number, because
 * pairs such as {@code 262688^MDC_DIM_MMHG} are sent.
 */
final class Units {
    private static final Pattern SCALED = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)[.*]([A-Za-z%\\[\\]]+)(?:/([0-9]+))?");
    private static final Pattern PHILIPS = Pattern.compile("0004-[0-9a-fA-F]{4}");
    private static final int LONGEST = 30;

    private Units() {}

    /**
     * A unit and the number that samples are multiplied by.
     *
     * @param factor 1 but for expressions such as {@code 10.mV/4096}
     */
    record Scaled(Unit unit, BigDecimal factor) {}

    /**
     * The unit of an OBX; null when it sends none. A word that is not known becomes a UCUM annotation: {@code {word}}.
     */
    static @Nullable Unit read(Hl7Message.Segment obx) {
        Nomenclature known = Nomenclature.standard();
        int components = Math.min(obx.components(6, 1), 6);
        for (int component = 1; component <= components; component++) {
            Optional<Unit> named = known.unitOfRefId(obx.value(6, 1, component, 1));
            if (named.isPresent()) {
                return named.get();
            }
        }
        for (int triplet = 1; triplet <= components; triplet += 3) {
            Unit unit = triplet(obx, triplet, known);
            if (unit != null) {
                return unit;
            }
        }
        String word = DeviceText.clean(obx.value(6, 1, 1, 1), LONGEST);
        if (word.isEmpty()) {
            word = DeviceText.clean(obx.value(6, 1, 2, 1), LONGEST);
        }
        return word.isEmpty() || word.equals("\"\"") ? null : new Unit("{" + word.replaceAll("[{}]", "") + "}");
    }

    private static @Nullable Unit triplet(Hl7Message.Segment obx, int at, Nomenclature known) {
        String id = whole(obx, at);
        String text = whole(obx, at + 1);
        String system = obx.value(6, 1, at + 2, 1).strip();
        if (system.equalsIgnoreCase("UCUM") && !(id + text).isBlank()) {
            return known.unitOfUcum(id.isBlank() ? text : id);
        }
        int number = number(id);
        if (number > 0) {
            Optional<Unit> numbered = known.unit(number);
            if (numbered.isPresent()) {
                return numbered.get();
            }
        }
        return known.unitOfText(id).or(() -> known.unitOfText(text)).orElse(null);
    }

    /** A component with its sub-components: a unit text may hold an ampersand by mistake, never on purpose. */
    private static String whole(Hl7Message.Segment obx, int component) {
        return obx.value(6, 1, component, 1).strip();
    }

    private static int number(String id) {
        if (id.length() == 6 && id.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Integer.parseInt(id);
        }
        if (id.length() == 9 && PHILIPS.matcher(id).matches()) {
            return Nomenclature.number(4, Integer.parseInt(id.substring(5), 16));
        }
        return 0;
    }

    /** Unit and factor of samples: {@code 10.mV/4096} is 10/4096 mV for each step (Philips PIC iX). */
    static Scaled scaled(Unit unit) {
        Matcher expression = SCALED.matcher(unit.ucum());
        if (!expression.matches()) {
            return new Scaled(unit, BigDecimal.ONE);
        }
        BigDecimal factor = new BigDecimal(expression.group(1));
        String divisor = expression.group(3);
        if (divisor != null && new BigDecimal(divisor).signum() > 0) {
            factor = factor.divide(new BigDecimal(divisor), MathContext.DECIMAL64);
        }
        return new Scaled(Nomenclature.standard().unitOfUcum(expression.group(2)), factor);
    }
}
