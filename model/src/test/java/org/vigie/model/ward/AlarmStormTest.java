package org.vigie.model.ward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.vigie.model.alarm.AlarmState;
import org.vigie.model.alarm.Priority;
import org.vigie.model.report.AlarmPhase;

/**
 * Fault row 49: 200 beds with 20 alarms a minute each, for ten minutes of virtual time. The ward alone: no journal, no
 * socket, no screen.
 */
final class AlarmStormTest {
    private static final int BEDS = 200;
    private static final int ALARMS = 200; // of each bed: 20 a minute for 10 minutes
    private static final Duration HALF = Duration.ofMillis(1_500); // on for half of its 3 s
    private static final List<Priority> PRIORITIES = List.of(Priority.HIGH, Priority.MEDIUM, Priority.LOW);

    private final String[] beds = new String[BEDS];
    private final Set<String> occurrences = new HashSet<>();
    private Rig rig = Rig.of("R0");
    private int raised;

    @Test
    void everyAlarmOfAStormIsHeardAtOnceAndOnceAndTheWardStaysSmall(TestReporter reporter) {
        for (int bed = 0; bed < BEDS; bed++) {
            beds[bed] = "R" + bed;
        }
        rig = Rig.of(beds);
        Instant begun = rig.now;
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (int alarm = 0; alarm < ALARMS; alarm++) {
            for (int half = 0; half < 2; half++) {
                for (int bed = 0; bed < BEDS; bed++) {
                    rig.now = begun.plus(HALF.multipliedBy(2L * alarm + half)).plusMillis(7L * bed);
                    said(beds[bed], alarm, half == 0);
                }
            }
        }
        long perMessage = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / (2L * BEDS * ALARMS);
        reporter.publishEntry("nanosecondsPerAlarmMessage", Long.toString(perMessage));
        assertEquals(BEDS * ALARMS, raised, "each start is one alarm, and nothing else is");
        assertEquals(BEDS * ALARMS, occurrences.size(), "each of them with a name of its own");
        assertTrue(
                rig.ward.recent().size() <= 200,
                "ended alarms kept: " + rig.ward.recent().size());
        for (String bed : beds) {
            assertTrue(
                    rig.alarms(bed).size() <= PRIORITIES.size(),
                    () -> rig.alarms(bed).toString());
            assertEquals(AlarmState.LATCHED_UNACK, rig.alarm(bed, "HIGH").state(), "nobody has seen it");
        }
        // A gateway has 67 of these a second to take.
        assertTrue(perMessage < 2_000_000, "nanoseconds per message: " + perMessage);
    }

    private void said(String bed, int alarm, boolean begins) {
        Priority priority = PRIORITIES.get(alarm % PRIORITIES.size());
        rig.say(
                bed,
                Rig.words(bed, priority.name())
                        .priority(priority)
                        .id(Integer.toString(alarm))
                        .phase(begins ? AlarmPhase.START : AlarmPhase.END)
                        .done());
        boolean heard = false;
        for (WardEffect effect : rig.effects) {
            if (effect instanceof WardEffect.Transition step
                    && step.to() == AlarmState.ACTIVE_UNACK
                    && step.from() != AlarmState.ACTIVE_UNACK) {
                raised++;
                occurrences.add(step.occurrence());
                heard |= step.key().bed().value().equals(bed) && priority.name().equals(step.code());
            }
        }
        assertEquals(begins, heard, bed + " alarm " + alarm);
    }
}
