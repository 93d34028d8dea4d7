package org.vigie.gateway.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.gateway.pipeline.records.Input;
import org.vigie.gateway.waves.WaveTap;
import org.vigie.model.BedId;
import org.vigie.model.SourceId;
import org.vigie.model.report.Problem;
import org.vigie.model.report.Report;
import org.vigie.model.ward.Action;
import org.vigie.model.ward.Site;
import org.vigie.model.ward.Ward;
import org.vigie.model.ward.WardEffect;
import org.vigie.model.ward.WardEvent;

/**
 * From an input to the next state: decoding and the ward's own step. The same class serves live, restart and
 * explanation, so that all three come to the same result. A message that breaks the decoder or the reducer is counted
 * and becomes "cannot read" for its sender; the loop goes on. One thread.
 */
public final class Reducer {
    private static final Logger LOG = LoggerFactory.getLogger(Reducer.class);

    /** A message with nothing but samples is a sign of life when its sender has said nothing else for this long. */
    private static final Duration QUIET = Duration.ofSeconds(1);

    private static final int SENDERS = 1_024;

    private final Decoding decoding;
    private final Function<String, Site> sites;
    private final WaveTap waves;
    private final Map<SourceId, Instant> heard = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<SourceId, Instant> eldest) {
            return size() > SENDERS;
        }
    };
    private Ward ward;
    private long poisoned;
    private boolean untouched;
    private List<Problem> problems = List.of();

    /**
     * @param ward state to begin with
     * @param decoding of this thread
     * @param sites reads the text of a site.yaml; throws when it cannot be used
     */
    public Reducer(Ward ward, Decoding decoding, Function<String, Site> sites) {
        this(ward, decoding, sites, WaveTap.NONE);
    }

    /**
     * @param ward state to begin with
     * @param decoding of this thread
     * @param sites reads the text of a site.yaml; throws when it cannot be used
     * @param waves gets the samples, which never reach the ward
     */
    public Reducer(Ward ward, Decoding decoding, Function<String, Site> sites, WaveTap waves) {
        this.ward = ward;
        this.decoding = decoding;
        this.sites = sites;
        this.waves = waves;
    }

    /** A reducer of a unit in which nothing was heard yet: it begins with its first input, here and in replay. */
    public static Reducer fresh(
            Site site, Instant now, Decoding decoding, Function<String, Site> sites, WaveTap waves) {
        Reducer reducer = new Reducer(Ward.start(site, now), decoding, sites, waves);
        reducer.untouched = true;
        return reducer;
    }

    /** The present state. */
    public Ward ward() {
        return ward;
    }

    /** Messages that broke the decoder or the reducer. */
    public long poisoned() {
        return poisoned;
    }

    /** What could not be used of the input applied last. */
    public List<Problem> problems() {
        return problems;
    }

    /** Lets time pass. */
    public List<WardEffect> advance(Instant now) {
        Ward.Step step = ward.advance(now);
        ward = step.ward();
        try {
            waves.advance(now);
        } catch (RuntimeException bug) {
            LOG.error("event=waves-failed action=\"the ward's time goes on\"", bug);
        }
        return step.effects();
    }

    /** Applies one input at its time. */
    public List<WardEffect> apply(Input input, Instant at) {
        problems = List.of();
        if (untouched) {
            untouched = false;
            ward = Ward.start(ward.site(), at);
        }
        try {
            return event(input, at).map(event -> step(event, at)).orElse(List.of());
        } catch (RuntimeException | StackOverflowError bug) {
            poisoned++;
            LOG.error(
                    "event=poisoned-input input={} action=\"counted as unreadable; the next one is read\"", input, bug);
            return input.from().map(source -> unreadable(source, at)).orElse(List.of());
        }
    }

    private List<WardEffect> step(WardEvent event, Instant at) {
        Ward.Step step = ward.apply(event, at);
        ward = step.ward();
        return step.effects();
    }

    private List<WardEffect> unreadable(SourceId source, Instant at) {
        try {
            return step(new WardEvent.Unreadable(source, "", "program-error"), at);
        } catch (RuntimeException again) {
            LOG.error("event=poisoned-state source={}", source, again);
            return List.of();
        }
    }

    private Optional<WardEvent> event(Input input, Instant at) {
        return switch (input) {
            case Input.Message message -> heard(message, at);
            case Input.Sign sign -> Optional.of(new WardEvent.Alive(sign.source(), sign.connection()));
            case Input.Unreadable unreadable ->
                Optional.of(
                        new WardEvent.Unreadable(unreadable.source(), unreadable.connection(), unreadable.reason()));
            case Input.Link link ->
                Optional.of(
                        link.open()
                                ? new WardEvent.Connected(link.source(), link.connection())
                                : new WardEvent.Disconnected(link.source(), link.connection(), link.reason()));
            case Input.Command command -> Optional.of(commanded(command));
            case Input.Ordered ordered ->
                Optional.of(new WardEvent.Ordered(ordered.id(), ordered.order(), ordered.user(), ordered.display()));
            case Input.Power power -> Optional.of(new WardEvent.PowerChanged(power.state(), power.text()));
            case Input.Box box -> Optional.of(new WardEvent.BoxTold(box.condition(), box.problem()));
            case Input.Displays displays ->
                Optional.of(new WardEvent.DisplaysAnswer(displays.answering(), displays.text()));
            case Input.Seen seen -> Optional.of(new WardEvent.DisplaysSeen(seen.hidden(), seen.nowhere()));
            case Input.Slept slept -> Optional.of(new WardEvent.Suspended(slept.slept()));
            case Input.Storage storage -> Optional.of(new WardEvent.StorageChanged(storage.level()));
            case Input.Site site -> Optional.of(new WardEvent.SiteChanged(sites.apply(site.text())));
            case Input.Started started -> Optional.of(new WardEvent.Restarted());
        };
    }

    private Optional<WardEvent> heard(Input.Message message, Instant at) {
        List<Report> reports = decoding.decode(message);
        List<Problem> found = new ArrayList<>();
        for (Report report : reports) {
            if (report instanceof Problem problem) {
                found.add(problem);
            }
        }
        problems = found;
        List<Report> bare = withoutSamples(message, reports, at);
        boolean onlySamples = message.content() == Input.Content.WAVES;
        if (onlySamples && !isQuiet(message.source(), at)) {
            return Optional.empty();
        }
        heard.put(message.source(), at);
        return Optional.of(
                onlySamples
                        ? new WardEvent.Alive(message.source(), message.connection())
                        : new WardEvent.Heard(message.source(), message.connection(), bare));
    }

    /** Curves that break cost the curves; values and alarms of the same message are applied all the same. */
    private List<Report> withoutSamples(Input.Message message, List<Report> reports, Instant at) {
        try {
            return waves.take(ward.site(), message.source(), reports, at);
        } catch (RuntimeException bug) {
            LOG.error("event=waves-failed source={} action=\"no curves of this message\"", message.source(), bug);
            return WaveTap.withoutSamples(reports);
        }
    }

    private boolean isQuiet(SourceId source, Instant at) {
        Instant last = heard.get(source);
        return last == null || !at.isBefore(last.plus(QUIET));
    }

    private static WardEvent commanded(Input.Command command) {
        return new WardEvent.Commanded(
                command.id(),
                action(command.action()).orElseThrow(() -> new IllegalArgumentException("action " + command.action())),
                command.bed() == null ? null : new BedId(command.bed()),
                command.alarm(),
                command.user());
    }

    /** The action of a word of the wire contract; empty for an unknown one. */
    public static Optional<Action> action(String word) {
        for (Action action : Action.values()) {
            if (action.word().equals(word)) {
                return Optional.of(action);
            }
        }
        return Optional.empty();
    }
}
