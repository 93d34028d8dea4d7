package org.vigie.adapter.intellivue.mapping;

import org.jspecify.annotations.Nullable;
import org.vigie.adapter.intellivue.codec.AssociationFacts;
import org.vigie.adapter.intellivue.codec.ConnectFacts;
import org.vigie.adapter.intellivue.codec.MetricValues;
import org.vigie.model.DeviceId;
import org.vigie.model.link.MonitorMode;
import org.vigie.model.observation.Quality;
import org.vigie.model.report.Problem;

/**
 * The monitor that speaks, and what its operating mode means for everything it says.
 *
 * @param bed its bed label; null when blank
 * @param device its MAC address; null when it has not said
 * @param facts of the association
 */
record Speaker(@Nullable String bed, @Nullable DeviceId device, AssociationFacts facts) {
    private static final int LONGEST_BED = 32;

    static Speaker of(AssociationFacts facts) {
        String label = facts.bedLabel().replaceAll("\\p{Cc}", "").strip();
        String bed = label.length() > LONGEST_BED ? label.substring(0, LONGEST_BED) : label;
        String mac = ConnectFacts.mac(facts.systemId());
        return new Speaker(bed.isEmpty() ? null : bed, mac.isEmpty() ? null : new DeviceId(mac), facts);
    }

    /** A monitor in standby measures nobody: whatever it still sends is no value. */
    boolean isStandby() {
        return facts.hasMode(AssociationFacts.MODE_STANDBY);
    }

    /** What the bits of the mode say together: several at once are the one that measures least. */
    MonitorMode monitorMode() {
        if (isStandby()) {
            return MonitorMode.STANDBY;
        }
        if (facts.hasMode(AssociationFacts.MODE_SERVICE)) {
            return MonitorMode.SERVICE;
        }
        if (facts.hasMode(AssociationFacts.MODE_CONFIGURATION)) {
            return MonitorMode.CONFIGURATION;
        }
        return facts.hasMode(AssociationFacts.MODE_DEMO) ? MonitorMode.DEMO : MonitorMode.MONITORING;
    }

    /** What the mode makes of everything; VALID when it leaves it as it is. */
    Quality mode() {
        if (facts.hasMode(AssociationFacts.MODE_DEMO)) {
            return Quality.DEMO;
        }
        return facts.isMeasuringNobody() ? Quality.TEST : Quality.VALID;
    }

    /** How far a value with these state bits may be believed. SOURCE: intellivue-protocol.md section 10.1. */
    Quality quality(int state) {
        Quality mode = mode();
        if (mode == Quality.DEMO || has(state, MetricValues.DEMO)) {
            return Quality.DEMO;
        }
        if (mode == Quality.TEST || has(state, MetricValues.TEST)) {
            return Quality.TEST;
        }
        if (has(state, MetricValues.INVALID | MetricValues.UNAVAILABLE)) {
            return Quality.INVALID;
        }
        boolean doubtful = has(state, MetricValues.QUESTIONABLE | MetricValues.CALIBRATING | MetricValues.EARLY);
        return doubtful ? Quality.QUESTIONABLE : Quality.VALID;
    }

    static boolean has(int state, int bits) {
        return (state & bits) != 0;
    }

    Problem problem(String reason, String text) {
        return new Problem(bed, device, -1, reason, text);
    }
}
