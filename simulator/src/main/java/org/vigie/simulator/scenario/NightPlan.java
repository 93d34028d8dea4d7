package org.vigie.simulator.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.vigie.simulator.fault.LinkFault;
import org.vigie.simulator.patient.ClinicalEvent;
import org.vigie.simulator.patient.PatientPlan;

/**
 * Twelve hours of 64 beds: the same seed gives the same night. Times count from 19:00. A test plays all of it on the
 * virtual clock, {@code vigie prove night} ten minutes of it in real time.
 */
public final class NightPlan {
    /** As many as one gateway is built for. */
    public static final int BEDS = Scenario.MOST_BEDS;

    /** From 19:00 to 07:00. */
    public static final Duration LENGTH = Duration.ofHours(12);

    /** Monitors look for alarms this often when the night is played on the virtual clock. */
    public static final Duration PACE = Duration.ofSeconds(10);

    /** Of these looks every third one sends the values too. */
    public static final Duration PERIOD = PACE.multipliedBy(3);

    /** Beds from this one on have no events but losses of their feed. */
    public static final int FIRST_LOSSY = 56;

    /** When the first of these beds loses its feed; each further one 20 s later. */
    public static final List<Duration> LOSSES =
            List.of(Duration.ofMinutes(75), Duration.ofMinutes(210), Duration.ofMinutes(330), Duration.ofMinutes(600));

    /** How long such a loss lasts. */
    public static final Duration LOSS = Duration.ofSeconds(150);

    /** A switch without power: all beds at once. */
    public static final Duration SWITCH = Duration.ofHours(8);

    /** The display stands still while R10 has no heart beat. */
    public static final Duration FROZEN = Duration.ofHours(9);

    /** How long it does. */
    public static final Duration FROZEN_FOR = Duration.ofSeconds(40);

    /** Nobody watches R01 to R08 for ten minutes. */
    public static final Duration HAND_OVER = Duration.ofHours(6);

    /** See {@link #HAND_OVER}. */
    public static final Duration HAND_OVER_FOR = Duration.ofMinutes(10);

    private static final Duration QUIET = Duration.ofMinutes(8);
    private static final List<ClinicalEvent> EVENTS = List.of(
            ClinicalEvent.DESATURATION,
            ClinicalEvent.DESATURATION,
            ClinicalEvent.BRADYCARDIA,
            ClinicalEvent.TACHYCARDIA,
            ClinicalEvent.HYPOTENSION,
            ClinicalEvent.APNOEA,
            ClinicalEvent.ASYSTOLE,
            ClinicalEvent.VENTRICULAR_TACHYCARDIA,
            ClinicalEvent.LEADS_OFF,
            ClinicalEvent.SPO2_SENSOR_OFF);

    private final SplittableRandom random;
    private final Duration pace;
    private final List<Step> steps = new ArrayList<>();

    private NightPlan(long seed, Duration pace) {
        this.random = new SplittableRandom(seed);
        this.pace = pace;
    }

    /**
     * Name of a bed.
     *
     * @param index from 0
     */
    public static String bed(int index) {
        return (index < 9 ? "R0" : "R") + (index + 1);
    }

    /** The night with monitors that look each {@link #PACE}. */
    public static Scenario scenario(long seed) {
        return scenario(seed, PACE);
    }

    /**
     * The same night with monitors of another pace.
     *
     * @param pace time between two messages of a monitor
     */
    public static Scenario scenario(long seed, Duration pace) {
        return new NightPlan(seed, pace).made(seed);
    }

    private Scenario made(long seed) {
        List<ScenarioBed> beds = new ArrayList<>();
        for (int i = 0; i < BEDS; i++) {
            PatientPlan patient = new PatientPlan(
                    66 + random.nextInt(24),
                    95 + random.nextInt(4),
                    112 + random.nextInt(24),
                    60 + random.nextInt(12),
                    14 + random.nextInt(5),
                    37,
                    38,
                    true,
                    true,
                    random.nextBoolean(),
                    Duration.ofMinutes(30));
            beds.add(new ScenarioBed(
                    bed(i),
                    MonitorKind.IHE_PCD,
                    new ScenarioBed.Source.Virtual(patient),
                    null,
                    Duration.ofSeconds(90),
                    pace,
                    ScenarioBed.Device.DEFAULT));
            if (i < FIRST_LOSSY) {
                clinical(bed(i));
            } else {
                losses(bed(i), i);
            }
        }
        for (ScenarioBed bed : beds) {
            steps.add(silence(SWITCH, bed.bed()));
        }
        steps.add(new Step(
                FROZEN.plusSeconds(5),
                List.of(bed(9)),
                new Step.Deed.Clinical(ClinicalEvent.ASYSTOLE, Duration.ofSeconds(30))));
        steps.sort(Comparator.comparing(Step::at));
        return new Scenario("twelve-hours", "REA-A", seed, beds, steps, null);
    }

    private void clinical(String bed) {
        Duration at = Duration.ofSeconds(120 + random.nextInt(2400));
        while (at.compareTo(LENGTH.minus(Duration.ofMinutes(15))) < 0) {
            Duration lasting = Duration.ofSeconds(20 + random.nextInt(100));
            if (!isQuiet(at)) {
                ClinicalEvent event = EVENTS.get(random.nextInt(EVENTS.size()));
                steps.add(new Step(at, List.of(bed), new Step.Deed.Clinical(event, lasting)));
            }
            at = at.plus(lasting).plusSeconds(240 + random.nextInt(4000));
        }
    }

    /** Before the two moments at which something else is looked at. */
    private static boolean isQuiet(Duration at) {
        return isBefore(at, SWITCH) || isBefore(at, FROZEN);
    }

    private static boolean isBefore(Duration at, Duration moment) {
        return at.compareTo(moment.minus(QUIET)) > 0 && at.compareTo(moment.plus(QUIET)) < 0;
    }

    private void losses(String bed, int index) {
        for (Duration at : LOSSES) {
            steps.add(silence(at.plusSeconds(20L * index), bed));
        }
    }

    private static Step silence(Duration at, String bed) {
        return new Step(at, List.of(bed), new Step.Deed.Fault(LinkFault.SILENCE, LOSS, Duration.ZERO));
    }
}
