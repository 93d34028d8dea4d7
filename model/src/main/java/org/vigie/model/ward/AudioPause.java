package org.vigie.model.ward;

import org.jspecify.annotations.Nullable;
import org.vigie.model.alarm.AlarmPolicy;

/**
 * The audio pause of a bed: sound only, 120 s at most however often it is asked for, ended by expiry, by a person, by a
 * new alarm of that bed of medium or high priority, by a higher priority, or by a restart.
 */
final class AudioPause {
    private AudioPause() {}

    static void begin(WardDraft ward, BedDraft bed, @Nullable String user) {
        bed.pausedUntil = ward.now().plus(AlarmPolicy.LONGEST_PAUSE);
        ward.note(bed.id(), "audio-paused", "until " + bed.pausedUntil, user);
        ward.touch();
    }

    static void end(WardDraft ward, BedDraft bed, String why) {
        if (bed.pausedUntil != null) {
            bed.pausedUntil = null;
            ward.note(bed.id(), "audio-pause-ended", why, null);
            ward.touch();
        }
    }

    static void tick(WardDraft ward, BedDraft bed) {
        if (bed.pausedUntil != null && !ward.now().isBefore(bed.pausedUntil)) {
            end(ward, bed, "its time is over");
        }
    }
}
