package org.vigie.profiles;

import org.jspecify.annotations.Nullable;

/**
 * Where in PV1-3 (assigned patient location) a sender puts the bed. The forms that were seen: reference table of PV1-3,
 * IHE PCD TF-2 section B.6 and the vendors' messages.
 *
 * @param component of PV1-3, from 1; 3 is "bed" by the standard
 * @param subcomponent of that component, from 1 (Mindray PDS: department {@code &} bed)
 * @param qualified true when bed numbers repeat in every room: the name is then {@code unit^room^bed}
 */
public record BedRule(int component, int subcomponent, boolean qualified) {
    /** Third component, first subcomponent: what IHE senders and most gateways do. */
    public static final BedRule STANDARD = new BedRule(3, 1, false);

    public BedRule {
        if (component < 1 || component > 16 || subcomponent < 1 || subcomponent > 16) {
            throw new IllegalArgumentException("bed rule: component and subcomponent from 1 to 16");
        }
    }

    /**
     * The bed that a location with the usual delimiters ({@code ^} and {@code &}) names, for example {@code Bed1} for
     * {@code My Unit^^Bed1^Institution}; null when that place is empty. For locations that people write in site.yaml.
     */
    public @Nullable String bedOf(String location) {
        String[] components = location.split("\\^", -1);
        if (qualified) {
            return qualified(part(components, 1, 1), part(components, 2, 1), part(components, component, subcomponent));
        }
        String bed = part(components, component, subcomponent);
        return bed.isEmpty() ? null : bed;
    }

    /** The name of a qualified bed: {@code unit^room^bed}; null when the bed itself is empty. */
    public static @Nullable String qualified(String unit, String room, String bed) {
        return bed.isEmpty() ? null : unit + "^" + room + "^" + bed;
    }

    private static String part(String[] components, int component, int subcomponent) {
        if (component > components.length) {
            return "";
        }
        String[] parts = components[component - 1].split("&", -1);
        return subcomponent > parts.length ? "" : parts[subcomponent - 1].strip();
    }
}
