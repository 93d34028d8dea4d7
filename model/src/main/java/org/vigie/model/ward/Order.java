package org.vigie.model.ward;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.model.BedId;
import org.vigie.model.score.News2;

/**
 * What people arrange at a display, apart from alarms: who works, who watches, who lies where. Each needs a person who
 * gives it, except {@link SignOn} and {@link TellClock}.
 */
public sealed interface Order {
    /**
     * Somebody works this shift from now on; for one who is known already, a new name or PIN.
     *
     * @param initials see {@link Person}
     * @param name null to leave it as it is
     * @param pin hash; null to leave it as it is
     */
    record SignOn(
            String initials,
            @Nullable String name,
            @Nullable String pin) implements Order {
        @Override
        public String toString() {
            return "SignOn[" + initials + "]"; // no hash in logs
        }
    }

    /** Somebody has left the shift; refused while they watch a bed. */
    record SignOff(String initials) implements Order {}

    /** The person who gives the order watches these beds from now on, whoever did before. */
    record TakeWatch(List<BedId> beds) implements Order {
        public TakeWatch {
            beds = List.copyOf(beds);
        }
    }

    /** Nobody watches these beds any more. */
    record LeaveWatch(List<BedId> beds) implements Order {
        public LeaveWatch {
            beds = List.copyOf(beds);
        }
    }

    /**
     * A patient lies here, as typed by hand: not verified. Ends emptiness and standby. Refused while another patient is
     * named here by the hospital's list or by hand.
     */
    record Admit(BedId bed, Patient patient) implements Order {}

    /** A person has compared the wrist band with the label on the screen: what was typed before is dropped. */
    record ConfirmIdentity(BedId bed) implements Order {}

    /**
     * What a person saw at the bedside that no monitor measures, for NEWS2.
     *
     * @param bed where
     * @param consciousness null when not looked at
     * @param oxygen true with supplemental oxygen, false on air; null when not looked at
     * @param scale of SpO2; the second by a clinician's decision only
     */
    record Observe(
            BedId bed,
            News2.@Nullable Consciousness consciousness,
            @Nullable Boolean oxygen,
            News2.Scale scale) implements Order {}

    /**
     * Nobody lies here any more; the bed is empty.
     *
     * @param closing true when the display has asked "although an alarm is active?"
     */
    record Discharge(BedId bed, boolean closing) implements Order {}

    /**
     * The patient of one bed lies in another from now on; the first is empty.
     *
     * @param closing as in {@link Discharge}, for the alarms of the bed that is left
     */
    record Transfer(BedId from, BedId to, boolean closing) implements Order {}

    /**
     * A person has compared the time of day of the box with a watch, and it is wrong; only recorded. Taken from
     * anybody, with a name or without: whose it is does not make the time of the box right.
     *
     * @param ahead by how much the watch is ahead of the box; negative when the box is fast
     */
    record TellClock(Duration ahead) implements Order {}
}
