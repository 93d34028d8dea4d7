package org.vigie.adapter.intellivue.session;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.vigie.adapter.intellivue.codec.AttributeGroup;
import org.vigie.adapter.intellivue.codec.ObjectClass;

/** What is asked of every monitor, alarms first. SOURCE: intellivue-protocol.md sections 8.4 and 14. */
enum Poll {
    ALERTS(0, ObjectClass.ALERT, AttributeGroup.ALERTS, true, 30, 3),
    NUMERICS(1, ObjectClass.NUMERIC, AttributeGroup.ALL, true, 30, 5),
    /** What the monitor takes as a sign of life; an extended poll that runs is none. */
    KEEP_ALIVE(2, ObjectClass.ALERT, AttributeGroup.STATIC, false, 3, 0),
    MDS(3, ObjectClass.MDS, AttributeGroup.ALL, false, 60, 0),
    PATIENT(4, ObjectClass.PATIENT, AttributeGroup.PATIENT, false, 60, 0),
    ENUMERATIONS(5, ObjectClass.ENUMERATION, AttributeGroup.ALL, true, 30, 0),
    /** Renewed seldom: whether a monitor keeps the block that it is just filling is not known. */
    WAVES(6, ObjectClass.WAVE, AttributeGroup.ALL, true, 300, 5);

    /** How many there are. */
    static final int COUNT = 7;

    private final int id;
    private final int objectClass;
    private final int group;
    private final boolean extended;
    private final Duration every;
    private final @Nullable Duration silence;

    Poll(int id, int objectClass, int group, boolean extended, int everySeconds, int silenceSeconds) {
        this.id = id;
        this.objectClass = objectClass;
        this.group = group;
        this.extended = extended;
        this.every = Duration.ofSeconds(everySeconds);
        this.silence = silenceSeconds == 0 ? null : Duration.ofSeconds(silenceSeconds);
    }

    /** Which one within an association, 0 to COUNT - 1; part of the invoke id. */
    int id() {
        return id;
    }

    int objectClass() {
        return objectClass;
    }

    int group() {
        return group;
    }

    /** Many results for one request. */
    boolean extended() {
        return extended;
    }

    /** Time from request to request. */
    Duration every() {
        return every;
    }

    /** How long the monitor goes on after one extended poll: twice the time after which it is renewed. */
    Duration active() {
        return every.multipliedBy(2);
    }

    /** Without a result for this long it is asked again; null when nobody waits for it. */
    @Nullable Duration silence() {
        return silence;
    }
}
