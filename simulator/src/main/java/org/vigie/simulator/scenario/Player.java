package org.vigie.simulator.scenario;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.simulator.monitor.Language;
import org.vigie.simulator.monitor.MonitorLink;
import org.vigie.simulator.monitor.Outgoing;
import org.vigie.simulator.monitor.PatientIdentity;
import org.vigie.simulator.monitor.hl7.AdtEncoder;

/**
 * Plays a scenario: whoever owns it tells it how much time has passed, in real or virtual time. Monitors send at their
 * own period of real time and their clocks show real time; patients and the timeline run {@code speed} times as fast.
 * The same scenario, terms and calls give the same messages. Not thread-safe.
 */
public final class Player {
    private static final Logger LOG = LoggerFactory.getLogger(Player.class);

    /**
     * How to play.
     *
     * @param speed patients and timeline run this much faster than the monitors' clocks; above 0
     * @param start what the monitors' clocks show at the beginning
     * @param zone for dialects that send local time
     * @param language of the monitors' texts
     */
    public record Terms(double speed, Instant start, ZoneId zone, Language language) {
        public Terms {
            if (!(speed > 0) || speed > 10_000) {
                throw new IllegalArgumentException("speed: above 0 to 10000 expected, got " + speed);
            }
        }
    }

    /** Something due at an elapsed time; equal times keep the order in which they were planned. */
    private record Due(Duration at, long order, Runnable what) {}

    private final Scenario scenario;
    private final Terms terms;
    private final LinkFactory links;
    private final Map<String, PlayedBed> beds = new LinkedHashMap<>();
    private final PriorityQueue<Due> plan = new PriorityQueue<>((a, b) -> {
        int byTime = a.at().compareTo(b.at());
        return byTime != 0 ? byTime : Long.compare(a.order(), b.order());
    });
    private final AdtEncoder admissions = new AdtEncoder();
    private @Nullable MonitorLink admissionLink;
    private Duration elapsed = Duration.ZERO;
    private long planned;

    /**
     * Makes the patients and reads their records; opens no link yet.
     *
     * @throws IOException when a record cannot be read
     */
    public Player(Scenario scenario, Terms terms, LinkFactory links) throws IOException {
        this.scenario = scenario;
        this.terms = terms;
        this.links = links;
        SplittableRandom seeds = new SplittableRandom(scenario.seed());
        for (ScenarioBed bed : scenario.beds()) {
            long seed = seeds.nextLong();
            beds.put(
                    bed.bed(),
                    bed.monitor().isIntellivue()
                            ? new IntellivueBed(bed, scenario.unit(), terms, seed)
                            : new Hl7Bed(bed, scenario.unit(), terms, seed));
        }
    }

    /** Tells a diary what the monitors alarm about; before {@link #start}. */
    public Player noteIn(AlarmDiary diary) {
        beds.values().forEach(bed -> bed.noteIn(diary));
        return this;
    }

    /** Opens the links and plans the beginning. Beds take turns within their period, so that messages spread. */
    public void start() {
        planTimeline(Duration.ZERO);
        int index = 0;
        for (PlayedBed bed : beds.values()) {
            bed.begin(terms.start());
            bed.open(links, index);
            Duration phase = bed.pace().multipliedBy(index).dividedBy(beds.size());
            plan(phase, () -> tick(bed));
            index++;
        }
    }

    private void planTimeline(Duration from) {
        for (Step step : scenario.timeline()) {
            plan(toElapsed(from.plus(step.at())), () -> happen(step));
        }
        Duration again = scenario.repeatEvery();
        if (again != null) {
            Duration next = from.plus(again);
            plan(toElapsed(next), () -> planTimeline(next));
        }
    }

    /** Plays everything that is due until this moment, in order, each at its own time. */
    public void advanceTo(Duration elapsedNow) {
        for (Due due = plan.peek(); due != null && due.at().compareTo(elapsedNow) <= 0; due = plan.peek()) {
            plan.remove();
            elapsed = due.at();
            due.what().run();
        }
        if (elapsedNow.compareTo(elapsed) > 0) {
            elapsed = elapsedNow;
        }
    }

    /** When something is due next; empty plans do not exist, so this is never far away. */
    public Duration nextDue() {
        Due due = plan.peek();
        return due == null ? elapsed : due.at();
    }

    /** Time of patients and timeline. */
    public Duration scenarioTime() {
        return toScenario(elapsed);
    }

    /** How many beds have an alarm on their own screen now. */
    public long alarmingBeds() {
        return beds.values().stream().filter(PlayedBed::isAlarming).count();
    }

    private void tick(PlayedBed bed) {
        bed.tick(toScenario(elapsed), elapsed);
        plan(elapsed.plus(bed.pace()), () -> tick(bed));
    }

    private void plan(Duration at, Runnable what) {
        planned++;
        plan.add(new Due(at, planned, what));
    }

    private void happen(Step step) {
        for (String name : step.beds()) {
            PlayedBed bed = bed(name);
            LOG.info(
                    "scenario bed={} time={}s deed={}",
                    name,
                    toScenario(elapsed).toSeconds(),
                    step.deed());
            switch (step.deed()) {
                case Step.Deed.Clinical clinical ->
                    bed.happen(clinical.event(), clinical.lasting(), toScenario(elapsed));
                case Step.Deed.Fault fault -> {
                    bed.begin(fault);
                    plan(elapsed.plus(toElapsed(fault.lasting())), () -> bed.end(fault));
                }
                case Step.Deed.Silence() -> bed.silence(elapsed);
                case Step.Deed.Admission admission -> admit(bed, admission);
            }
        }
    }

    /** The admission system speaks, and the people at the bedside do the same at the monitor. */
    private void admit(PlayedBed bed, Step.Deed.Admission admission) {
        String name = bed.bed().bed();
        PatientIdentity who = bed.identity();
        if (who == null) {
            who = new PatientIdentity("SIM-" + name, "Bed " + name, "Virtual", null, "U");
        }
        String place = name;
        switch (admission.event()) {
            case ADMIT, UPDATE -> bed.admit(who);
            case DISCHARGE -> bed.admit(null);
            case TRANSFER -> {
                place = admission.to() == null ? name : admission.to();
                bed.admit(null);
                bed(place).admit(who);
            }
        }
        String prior = place.equals(name) ? null : name;
        Outgoing message = admissions.encode(
                new AdtEncoder.Admission(admission.event(), who, scenario.unit(), place, prior),
                terms.start().plus(elapsed));
        MonitorLink link = admissionLink;
        if (link == null) {
            link = links.openAdmissions();
            admissionLink = link;
        }
        link.offer(message);
    }

    private PlayedBed bed(String name) {
        PlayedBed bed = beds.get(name);
        if (bed == null) {
            throw new IllegalStateException("no bed " + name);
        }
        return bed;
    }

    private Duration toScenario(Duration real) {
        return Duration.ofNanos(Math.round(real.toNanos() * terms.speed()));
    }

    private Duration toElapsed(Duration scenarioTime) {
        return Duration.ofNanos(Math.round(scenarioTime.toNanos() / terms.speed()));
    }

    /** Closes all links; idempotent. */
    public void close() {
        beds.values().forEach(PlayedBed::close);
        if (admissionLink != null) {
            admissionLink.close();
        }
        plan.clear();
    }
}
