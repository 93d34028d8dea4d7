package org.vigie.simulator.monitor.intellivue;

import org.vigie.simulator.monitor.Language;

/**
 * What stands still of a metric object: its context attributes (intellivue-protocol.md section 10).
 *
 * @param objectClass numeric, wave or enumeration
 * @param context MDS context
 * @param handle of the object
 * @param label text id; partition 2 and a physio id for all that this monitor has
 * @param text localised label
 * @param structure simple 0 or compound 1, and the number of parts: two bytes
 * @param access bits of the metric specification
 */
record Metric(int objectClass, int context, int handle, long label, MetricText text, int structure, int access) {
    private static final int AUTOMATIC = 1;

    Metric structured(int parts, int bits) {
        return new Metric(objectClass, context, handle, label, text, parts, bits);
    }

    /** Handle, type and specification: the beginning of every metric object. */
    Attributes head(int updateTicks) {
        Wire spec = new Wire()
                .u32(updateTicks)
                .u16(AUTOMATIC)
                .u16(access)
                .u16(structure)
                .u16(0);
        return new Attributes()
                .u16(Nomenclature.ATTR_HANDLE, handle)
                .put(Nomenclature.ATTR_TYPE, new Wire().u16(1).u16(objectClass))
                .put(Nomenclature.ATTR_METRIC_SPEC, spec);
    }

    /** Adds label and its text. */
    Attributes labels(Attributes to, Language language) {
        return to.u32(Nomenclature.ATTR_LABEL, label).put(Nomenclature.ATTR_LABEL_STRING, text.padded(language));
    }
}
