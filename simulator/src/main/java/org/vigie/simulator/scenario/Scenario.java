package org.vigie.simulator.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A timeline over a set of beds. The same scenario and seed give the same bytes.
 *
 * @param name for people
 * @param unit name of the ward
 * @param seed decides everything random
 * @param beds in the order of the ward
 * @param timeline in the order of time
 * @param repeatEvery the timeline begins again after this; null for once
 */
public record Scenario(
        String name,
        String unit,
        long seed,
        List<ScenarioBed> beds,
        List<Step> timeline,
        @Nullable Duration repeatEvery) {
    /** As many as one gateway is built for. */
    public static final int MOST_BEDS = 64;

    public Scenario {
        beds = List.copyOf(beds);
        timeline = List.copyOf(timeline);
    }

    /**
     * The same scenario with another number of beds: the first ones, or the list over again under new names.
     *
     * @param count 1 to {@link #MOST_BEDS}
     */
    public Scenario withBeds(int count) {
        if (count < 1 || count > MOST_BEDS) {
            throw new IllegalArgumentException("beds: 1 to " + MOST_BEDS + " expected, got " + count);
        }
        List<ScenarioBed> chosen = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < count; i++) {
            ScenarioBed pattern = beds.get(i % beds.size());
            String name = i < beds.size() ? pattern.bed() : freeName(i + 1, names);
            names.add(name);
            chosen.add(pattern.named(name));
        }
        return of(chosen);
    }

    /** The same scenario for some of its beds, from one place in their order up to before another. */
    public Scenario part(int from, int to) {
        return of(beds.subList(from, to));
    }

    private Scenario of(List<ScenarioBed> chosen) {
        Set<String> names = chosen.stream().map(ScenarioBed::bed).collect(Collectors.toSet());
        List<Step> steps = new ArrayList<>();
        for (Step step : timeline) {
            List<String> present = step.beds().stream().filter(names::contains).toList();
            if (!present.isEmpty()) {
                steps.add(new Step(step.at(), present, step.deed(), step.answerWithin()));
            }
        }
        return new Scenario(name, unit, seed, chosen, steps, repeatEvery);
    }

    private static String freeName(int number, Set<String> taken) {
        String name = "R%02d".formatted(number);
        return taken.contains(name) ? "X%02d".formatted(number) : name;
    }

    /**
     * The same scenario for the beds of a real unit, in its order, with monitors that connect by themselves.
     *
     * @param unitName name of that unit
     * @param doors names on the doors, 1 to {@link #MOST_BEDS}
     */
    public Scenario inUnit(String unitName, List<String> doors) {
        Scenario sized = withBeds(doors.size());
        Map<String, String> names = new HashMap<>();
        List<ScenarioBed> renamed = new ArrayList<>();
        for (int i = 0; i < doors.size(); i++) {
            ScenarioBed bed = sized.beds().get(i);
            names.put(bed.bed(), doors.get(i));
            renamed.add(bed.named(doors.get(i)).connecting());
        }
        List<Step> steps = new ArrayList<>();
        for (Step step : sized.timeline()) {
            List<String> there = step.beds().stream()
                    .map(bed -> names.getOrDefault(bed, bed))
                    .toList();
            steps.add(new Step(step.at(), there, step.deed().renamed(names), step.answerWithin()));
        }
        return new Scenario(name, unitName, seed, renamed, steps, null);
    }

    /** The same beds with what begins within a time, counted from its begin: a piece of a long timeline. */
    public Scenario between(Duration from, Duration to) {
        List<Step> steps = timeline.stream()
                .filter(step -> step.at().compareTo(from) >= 0 && step.at().compareTo(to) < 0)
                .map(step -> new Step(step.at().minus(from), step.beds(), step.deed(), step.answerWithin()))
                .toList();
        return new Scenario(name, unit, seed, beds, steps, null);
    }

    /** The same scenario with HL7 monitors only. */
    public Scenario withoutIntellivue() {
        List<ScenarioBed> speaking = beds.stream().map(ScenarioBed::speakingHl7).toList();
        return new Scenario(name, unit, seed, speaking, timeline, repeatEvery);
    }

    /** The same scenario with all recorded beds playing this record. */
    public Scenario withRecord(String path) {
        List<ScenarioBed> playing = beds.stream()
                .map(bed -> bed.source() instanceof ScenarioBed.Source.Recorded ? bed.playing(path) : bed)
                .toList();
        return new Scenario(name, unit, seed, playing, timeline, repeatEvery);
    }
}
