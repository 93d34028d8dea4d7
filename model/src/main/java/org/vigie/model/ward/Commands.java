package org.vigie.model.ward;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.vigie.model.BedId;
import org.vigie.model.alarm.AlarmEvent;
import org.vigie.model.alarm.AlarmState;
import org.vigie.model.alarm.OwnAlarm;
import org.vigie.model.ward.AlarmStep.Cause;

/** What people do at the displays. Each gives one answer: accepted, or the reason why not. */
final class Commands {
    private static final int REMEMBERED = 64;

    private Commands() {}

    static void command(WardDraft ward, WardEvent.Commanded command) {
        once(ward, command.id(), () -> perform(ward, command));
    }

    /**
     * Does what a display asks for, unless it was done under this id before; answers either way.
     *
     * @param doing gives the reason for a refusal; empty when it took effect
     */
    static void once(WardDraft ward, String id, Supplier<Optional<String>> doing) {
        for (WardEffect.CommandResult known : ward.commands.items()) {
            if (known.id().equals(id)) {
                ward.effect(known); // the same command again
                return;
            }
        }
        Optional<String> refused = doing.get();
        WardEffect.CommandResult result = new WardEffect.CommandResult(id, refused.isEmpty(), refused.orElse(null));
        ward.commands.addFirst(result, REMEMBERED);
        ward.effect(result);
    }

    /** The reason for a refusal; empty when it took effect. */
    private static Optional<String> perform(WardDraft ward, WardEvent.Commanded command) {
        BedDraft bed = command.bed() == null ? null : ward.find(command.bed());
        if (command.bed() != null && bed == null) {
            return Optional.of("no-such-bed");
        }
        return switch (command.action()) {
            case ACKNOWLEDGE ->
                command.alarm() == null
                        ? acknowledgeAll(ward, bed, command.user())
                        : acknowledge(ward, command.alarm(), command.user());
            case CLOSE ->
                command.alarm() == null
                        ? closeAll(ward, bed, command.user())
                        : close(ward, command.alarm(), command.user());
            case PAUSE -> {
                for (BedDraft one : these(ward, bed)) {
                    AudioPause.begin(ward, one, command.user());
                }
                yield Optional.empty();
            }
            case RESUME -> {
                for (BedDraft one : these(ward, bed)) {
                    AudioPause.end(ward, one, "resumed by " + command.user());
                }
                yield Optional.empty();
            }
            case STANDBY -> standby(ward, bed, command.user());
            case END_STANDBY -> endStandby(ward, bed, command.user());
            case SOUND_CHECK -> {
                ward.note(BedId.UNIT, "sound-check", "heard", command.user());
                yield Optional.empty();
            }
            case CONFIRM_CLOCK -> {
                ward.note(BedId.UNIT, "clock-confirmed", "right", command.user());
                yield Optional.empty();
            }
        };
    }

    /** One bed, or all of them and the unit itself. */
    private static List<BedDraft> these(WardDraft ward, @Nullable BedDraft bed) {
        if (bed != null) {
            return List.of(bed);
        }
        List<BedDraft> all = ward.allBeds();
        all.add(ward.unit());
        return all;
    }

    private static Optional<String> acknowledge(WardDraft ward, String alarm, @Nullable String user) {
        for (BedDraft bed : these(ward, null)) {
            int index = indexOf(bed, alarm);
            if (index >= 0) {
                return acknowledge(ward, bed, index, user);
            }
        }
        return Optional.of("no-such-alarm");
    }

    private static Optional<String> acknowledge(WardDraft ward, BedDraft bed, int index, @Nullable String user) {
        AlarmCondition alarm = bed.board.get(index);
        if (!alarm.state().isShown()) {
            return Optional.of("nothing-to-acknowledge");
        }
        AlarmStep.take(ward, bed, index, AlarmEvent.ACK, Cause.by(user, null));
        if (alarm.key().condition().equals(OwnAlarm.GROUP_LOSS)) {
            GroupLoss.acknowledged(ward, user);
        }
        return Optional.empty();
    }

    private static Optional<String> acknowledgeAll(WardDraft ward, @Nullable BedDraft bed, @Nullable String user) {
        if (bed == null) {
            return Optional.of("no-bed-given");
        }
        boolean any = false;
        for (int i = bed.board.size() - 1; i >= 0; i--) {
            if (bed.board.get(i).state().isUnacknowledged()) {
                acknowledge(ward, bed, i, user);
                any = true;
            }
        }
        return any ? Optional.empty() : Optional.of("nothing-to-acknowledge");
    }

    private static Optional<String> close(WardDraft ward, String alarm, @Nullable String user) {
        for (BedDraft bed : these(ward, null)) {
            int index = indexOf(bed, alarm);
            if (index >= 0 && bed.board.get(index).state() != AlarmState.INACTIVE) {
                close(ward, bed, index, user);
                return Optional.empty();
            }
        }
        return Optional.of("no-such-alarm");
    }

    private static void close(WardDraft ward, BedDraft bed, int index, @Nullable String user) {
        boolean group = bed.board.get(index).key().condition().equals(OwnAlarm.GROUP_LOSS);
        AlarmStep.take(ward, bed, index, AlarmEvent.CLOSE, Cause.by(user, null));
        if (group) {
            GroupLoss.dissolve(ward);
        }
    }

    private static Optional<String> closeAll(WardDraft ward, @Nullable BedDraft bed, @Nullable String user) {
        if (bed == null) {
            return Optional.of("no-bed-given");
        }
        for (int i = bed.board.size() - 1; i >= 0; i--) {
            if (bed.board.get(i).state() != AlarmState.INACTIVE) {
                close(ward, bed, i, user);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> standby(WardDraft ward, @Nullable BedDraft bed, @Nullable String user) {
        if (bed == null || bed.id().isUnit()) {
            return Optional.of("no-bed-given");
        }
        if (bed.empty) {
            return Optional.of("bed-is-empty");
        }
        if (bed.standbySince != null) {
            return Optional.empty();
        }
        if (Standby.isRefused(bed)) {
            return Optional.of("alarm-active");
        }
        Standby.begin(ward, bed, user);
        return Optional.empty();
    }

    private static Optional<String> endStandby(WardDraft ward, @Nullable BedDraft bed, @Nullable String user) {
        if (bed == null || bed.id().isUnit()) {
            return Optional.of("no-bed-given");
        }
        if (bed.standbySince == null && !bed.empty && !bed.resumed) {
            return Optional.of("not-on-standby");
        }
        if (bed.standbySince == null && !bed.empty) {
            bed.resumed = false; // the patient is confirmed
            ward.note(bed.id(), "monitoring-confirmed", "after a standby", user);
            ward.touch();
            return Optional.empty();
        }
        Standby.end(ward, bed, user);
        return Optional.empty();
    }

    private static int indexOf(BedDraft bed, String alarm) {
        for (int i = 0; i < bed.board.size(); i++) {
            if (bed.board.get(i).id().equals(alarm)) {
                return i;
            }
        }
        return -1;
    }
}
