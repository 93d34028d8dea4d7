package org.vigie.bench.night;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.vigie.bench.night.MonitorDiary.Raise;
import org.vigie.model.alarm.OwnAlarm;
import org.vigie.simulator.bedside.BedsideAlarm;
import org.vigie.simulator.fault.LinkFault;
import org.vigie.simulator.scenario.Scenario;
import org.vigie.simulator.scenario.Step;

/**
 * Compares the alarm log with what the monitors did and what the scenario did to their links. What does not fit is a
 * finding in words.
 */
final class NightCheck {
    /** From a monitor's second to a row of the log; the monitor tells it with its next message. */
    private static final Duration LATEST = Duration.ofSeconds(5);

    private static final Duration EARLIEST = Duration.ofSeconds(-1);

    /** After an event its values may be missing so long. */
    private static final Duration AFTERMATH = Duration.ofMinutes(2);

    /**
     * Displays tell once a second what they show and sound, news at once; alarms shorter than this need not be there.
     */
    private static final Duration CONFIRMED_WITHIN = Duration.ofSeconds(3);

    private final Night night;
    private final List<Story> stories;
    private final List<String> findings = new ArrayList<>();
    private final Map<String, Integer> gone = new HashMap<>();

    /**
     * A night that was played.
     *
     * @param scenario what was played
     * @param start when it began
     * @param end when the log was asked for
     * @param raises of the monitors until then
     */
    record Night(Scenario scenario, Instant start, Instant end, List<Raise> raises) {}

    /** @param stories all alarms of the log */
    NightCheck(Night night, List<Story> stories) {
        this.night = night;
        this.stories = stories;
    }

    /** What did not fit, in words; empty when everything did. */
    List<String> findings() {
        return List.copyOf(findings);
    }

    void require(boolean holds, String otherwise) {
        if (!holds) {
            findings.add(otherwise);
        }
    }

    /** Values that went missing during an event, by bed: counted as alarms of that bed. */
    Map<String, Integer> gone() {
        return Map.copyOf(gone);
    }

    /**
     * Every alarm of the monitors is in the log once, and the log has no others of theirs.
     *
     * @return those that it has
     */
    List<Raise> monitors() {
        List<Story> left = new ArrayList<>(stories.stream()
                .filter(story -> !story.isOwn())
                .filter(story -> story.raised().isBefore(night.end()))
                .toList());
        Map<BedsideAlarm, String> words = new EnumMap<>(BedsideAlarm.class);
        List<Raise> found = new ArrayList<>();
        for (Raise raise : night.raises()) {
            Optional<Story> match =
                    left.stream().filter(story -> isOf(raise, story, words)).findFirst();
            if (match.isPresent()) {
                words.put(raise.condition(), match.get().text());
                left.remove(match.get());
                require(match.get().begins() == 1, "begins more than once: " + match.get());
                found.add(raise);
            } else {
                require(raise.again() || isSilent(raise.bed(), raise.at()), "not in the log: " + raise);
            }
        }
        left.forEach(story -> findings.add("in the log, but no monitor had it: " + story));
        return found;
    }

    private boolean isOf(Raise raise, Story story, Map<BedsideAlarm, String> words) {
        Duration late = Duration.between(night.start().plus(raise.at()), story.raised());
        boolean held = isSilent(raise.bed(), raise.at());
        return story.bed().equals(raise.bed())
                && story.firstPriority().equals(raise.condition().priority().word())
                && story.kind().equals(raise.condition().kind().word())
                && words.getOrDefault(raise.condition(), story.text()).equals(story.text())
                && late.compareTo(EARLIEST) >= 0
                && (held || late.compareTo(LATEST) <= 0);
    }

    private boolean isSilent(String bed, Duration at) {
        return night.scenario().timeline().stream()
                .filter(step -> step.beds().contains(bed) && isSilence(step))
                .anyMatch(step -> step.at().compareTo(at) <= 0
                        && at.compareTo(step.at().plus(step.deed().length())) <= 0);
    }

    private static boolean isSilence(Step step) {
        return step.deed() instanceof Step.Deed.Fault fault && fault.fault() == LinkFault.SILENCE;
    }

    /** Beds whose link the scenario has silenced by now, each as often as that happened. */
    List<String> losses() {
        List<String> beds = new ArrayList<>();
        Duration lasted = Duration.between(night.start(), night.end());
        for (Step step : night.scenario().timeline()) {
            if (isSilence(step) && step.at().plus(LATEST).compareTo(lasted) < 0) {
                beds.addAll(step.beds());
            }
        }
        return beds;
    }

    /** Vigie's own alarms are those of the links that fell silent, and of values that vanished in an event. */
    int own() {
        List<String> expected = losses();
        int count = 0;
        for (Story story : stories) {
            if (!story.isOwn()) {
                continue;
            }
            count++;
            if (story.code().equals(OwnAlarm.VALUE_LOST) && isDuringAnEvent(story)) {
                gone.merge(story.bed(), 1, Integer::sum);
            } else if (!story.code().equals(OwnAlarm.NO_DATA) || !expected.remove(story.bed())) {
                findings.add("an alarm of Vigie that nothing in the scenario asks for: " + story);
            }
        }
        require(expected.isEmpty(), "silent, but no alarm: " + expected);
        return count;
    }

    /** An asystole has no pulse oximetry, and the monitor does not say why. */
    private boolean isDuringAnEvent(Story story) {
        Duration at = Duration.between(night.start(), story.raised());
        return night.scenario().timeline().stream()
                .filter(step -> step.beds().contains(story.bed()) && step.deed() instanceof Step.Deed.Clinical)
                .anyMatch(step -> step.at().compareTo(at) <= 0
                        && at.compareTo(step.at().plus(step.deed().length()).plus(AFTERMATH)) <= 0);
    }

    /** How many alarms a confirmation was due for, how many had it, and how many had it without being due. */
    record Confirmed(int due, int had, int more) {}

    /** An alarm that stood for some time has been painted, and has been seen on a watched screen. */
    Confirmed shown(String step, Set<String> confirmed) {
        Set<String> due = new HashSet<>();
        for (Story story : stories) {
            Instant until = Objects.requireNonNullElse(story.ended(), night.end());
            if (Duration.between(story.raised(), until).compareTo(CONFIRMED_WITHIN) >= 0) {
                due.add(story.alarm());
                require(confirmed.contains(story.alarm()), "never " + step + ": " + story);
            }
        }
        return count(due, confirmed);
    }

    /** An alarm whose turn it was for some time has sounded. */
    Confirmed sounded(Set<String> confirmed) {
        Turns turns = new Turns(stories, night.end());
        Set<String> due = new HashSet<>();
        for (Story story : stories) {
            Duration turn = turns.longest(story);
            if (turn.compareTo(CONFIRMED_WITHIN) >= 0) {
                due.add(story.alarm());
                require(
                        confirmed.contains(story.alarm()),
                        "never sounded, though it was its turn for " + turn.toMillis() + " ms: " + story);
            }
        }
        return count(due, confirmed);
    }

    private Confirmed count(Set<String> due, Set<String> confirmed) {
        int had = (int) due.stream().filter(confirmed::contains).count();
        int all = (int) stories.stream()
                .filter(story -> confirmed.contains(story.alarm()))
                .count();
        return new Confirmed(due.size(), had, all - had);
    }
}
