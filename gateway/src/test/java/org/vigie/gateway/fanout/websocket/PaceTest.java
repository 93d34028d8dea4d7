package org.vigie.gateway.fanout.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.vigie.model.limits.Limits;

class PaceTest {
    private static final long START = Duration.ofHours(3).toNanos();
    private static final boolean VALUES = true;
    private static final boolean MORE = false;

    private final Pace pace = new Pace(Limits.DEFAULT.live(), START);

    private static long after(int millis) {
        return START + Duration.ofMillis(millis).toNanos();
    }

    @Test
    void sendsAtOnceWhatComesAfterSilence() {
        assertEquals(Pace.NOTHING, pace.due());
        assertTrue(pace.changed(VALUES));
        assertEquals(START, pace.due());
    }

    @Test
    void gathersValuesForHalfASecond() {
        pace.sent(START);
        assertTrue(pace.changed(VALUES));
        assertFalse(pace.changed(VALUES), "the same timer serves both");
        assertEquals(after(500), pace.due());
        pace.sent(after(500));
        assertEquals(Pace.NOTHING, pace.due());
        assertTrue(pace.changed(VALUES));
        assertEquals(after(1000), pace.due());
    }

    @Test
    void letsAnAlarmNotWaitBehindValues() {
        pace.sent(START);
        pace.changed(VALUES);
        assertTrue(pace.changed(MORE));
        assertEquals(after(20), pace.due());
        assertFalse(pace.changed(VALUES));
        assertEquals(after(20), pace.due(), "values behind an alarm go with it");
    }
}
