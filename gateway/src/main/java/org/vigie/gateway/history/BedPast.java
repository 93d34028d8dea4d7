package org.vigie.gateway.history;

import org.vigie.model.BedId;

/**
 * What is known here of the past of one bed, of this box or of another.
 *
 * @param trends in which it has a name
 * @param known that name
 * @param alarms in which it has a name
 * @param name that name, the one on the screen here
 * @param whole false when alarms of it are known to be missing here
 */
public record BedPast(TrendStore trends, BedId known, AlarmRows alarms, String name, boolean whole) {
    /** Of a bed of this box. */
    public static BedPast own(History history, BedId bed) {
        return new BedPast(history.trends(), bed, history.alarms(), bed.value(), true);
    }
}
