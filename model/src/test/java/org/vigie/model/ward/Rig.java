package org.vigie.model.ward;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vigie.model.BedId;
import org.vigie.model.DeviceId;
import org.vigie.model.SourceId;
import org.vigie.model.alarm.AlarmKind;
import org.vigie.model.alarm.Priority;
import org.vigie.model.link.LinkReason;
import org.vigie.model.observation.AlarmLimits;
import org.vigie.model.observation.DeviceTime;
import org.vigie.model.observation.Numeric;
import org.vigie.model.observation.Parameter;
import org.vigie.model.observation.Quality;
import org.vigie.model.report.AlarmPhase;
import org.vigie.model.report.AlarmReport;
import org.vigie.model.report.Inactivation;
import org.vigie.model.report.Observed;
import org.vigie.model.report.Report;
import org.vigie.model.unit.Unit;

/** A ward on a virtual clock, with short words for what monitors and people do. Not thread-safe. */
final class Rig {
    static final Instant START = Instant.parse("2026-01-05T08:00:00Z");
    static final DeviceId DEVICE = new DeviceId("monitor");
    static final Parameter HR = new Parameter("MDC_ECG_HEART_RATE", null, null, "HR");
    static final Parameter SPO2 = new Parameter("MDC_PULS_OXIM_SAT_O2", null, null, "SpO2");
    static final Parameter NIBP = new Parameter("MDC_PRESS_BLD_NONINV_SYS", null, null, "NBP");

    Ward ward;
    Instant now = START;
    List<WardEffect> effects = new ArrayList<>();
    private int commands;

    Rig(Site site) {
        ward = Ward.start(site, START);
    }

    /** Beds that are fed by whoever names them. */
    static Rig of(String... beds) {
        return new Rig(site(WardPolicy.DEFAULT, beds));
    }

    static Site site(WardPolicy policy, String... beds) {
        List<BedPlace> places = new ArrayList<>();
        for (String bed : beds) {
            places.add(BedPlace.named(bed));
        }
        return new Site("site", "unit", places, policy);
    }

    /** The sender that tests use for a bed. */
    static SourceId source(String bed) {
        return new SourceId("hl7/" + bed);
    }

    Rig apply(WardEvent event) {
        Ward.Step step = ward.apply(event, now);
        ward = step.ward();
        effects = step.effects();
        return this;
    }

    Rig after(Duration duration) {
        now = now.plus(duration);
        Ward.Step step = ward.advance(now);
        ward = step.ward();
        effects = step.effects();
        return this;
    }

    Rig afterSeconds(double seconds) {
        return after(Duration.ofMillis(Math.round(seconds * 1000)));
    }

    /** A message of one bed with these statements. */
    Rig say(String bed, Report... reports) {
        return apply(new WardEvent.Heard(source(bed), "c/" + bed, List.of(reports)));
    }

    /** A message with a heart rate. */
    Rig beat(String bed) {
        return say(bed, value(bed, HR, 80));
    }

    /** One message a second from each bed, for a number of seconds, the first one second from now. */
    Rig beats(int seconds, String... beds) {
        for (int i = 0; i < seconds; i++) {
            now = now.plusSeconds(1);
            for (String bed : beds) {
                beat(bed);
            }
        }
        return this;
    }

    Rig disconnect(String bed) {
        return apply(new WardEvent.Disconnected(source(bed), "c/" + bed, LinkReason.CLOSED_BY_PEER));
    }

    /** A command; its answer is among the effects. */
    Rig command(Action action, @Nullable String bed, @Nullable String alarm) {
        commands++;
        return apply(
                new WardEvent.Commanded("cmd-" + commands, action, bed == null ? null : new BedId(bed), alarm, "AB"));
    }

    /** An order given at display 7; its answer is among the effects. */
    Rig order(@Nullable String user, Order order) {
        commands++;
        return apply(new WardEvent.Ordered("order-" + commands, order, user, 7));
    }

    Rig acknowledge(AlarmCondition alarm) {
        return command(Action.ACKNOWLEDGE, null, alarm.id());
    }

    Optional<String> refusal() {
        for (WardEffect effect : effects) {
            if (effect instanceof WardEffect.CommandResult result) {
                return Optional.ofNullable(result.reason());
            }
        }
        throw new AssertionError("no answer to a command among " + effects);
    }

    Bed bed(String name) {
        Bed bed = ward.beds().get(new BedId(name));
        if (bed == null) {
            throw new AssertionError("no bed " + name);
        }
        return bed;
    }

    List<AlarmCondition> alarms(String bed) {
        return ward.alarms(new BedId(bed));
    }

    /** The only alarm of a code. */
    AlarmCondition alarm(String bed, String code) {
        List<AlarmCondition> found = alarms(bed).stream()
                .filter(alarm -> alarm.code().equals(Optional.of(code)))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(code + " of " + bed + ": " + found.size() + " of " + alarms(bed));
        }
        return found.get(0);
    }

    boolean has(String bed, String code) {
        return alarms(bed).stream().anyMatch(alarm -> alarm.code().equals(Optional.of(code)));
    }

    boolean sounds(String bed, String code) {
        Bed where = bed.equals("*") ? ward.unit() : bed(bed);
        return alarms(bed).stream().anyMatch(alarm -> alarm.code().equals(Optional.of(code)) && where.sounds(alarm));
    }

    /** Alarms of all beds and the unit that are to be heard now. */
    int sounding() {
        int count =
                (int) ward.unit().alarms().stream().filter(ward.unit()::sounds).count();
        for (Bed bed : ward.beds().values()) {
            count += (int) bed.alarms().stream().filter(bed::sounds).count();
        }
        return count;
    }

    Stream stream(String bed, Parameter parameter) {
        return bed(bed).streams().stream()
                .filter(stream -> stream.observation().parameter().equals(parameter))
                .findFirst()
                .orElseThrow();
    }

    static Observed value(String bed, Parameter parameter, double value) {
        return value(bed, parameter, value, null);
    }

    static Observed value(String bed, Parameter parameter, double value, @Nullable LocalDateTime told) {
        return value(bed, parameter, value, told, Quality.VALID);
    }

    static Observed value(
            String bed, Parameter parameter, double value, @Nullable LocalDateTime told, Quality quality) {
        DeviceTime time = told == null ? null : new DeviceTime(told, null);
        return new Observed(
                bed,
                DEVICE,
                new Numeric(parameter, BigDecimal.valueOf(value), Unit.PER_MINUTE, quality, null, false, time));
    }

    /** An alarm statement in its making. */
    static AlarmWords words(String bed, String code) {
        return new AlarmWords(bed, code);
    }

    /** What a monitor says about one alarm; high and physiological unless told otherwise. */
    static final class AlarmWords {
        private final String bed;
        private final String code;
        private @Nullable String id;
        private Priority priority = Priority.HIGH;
        private AlarmKind kind = AlarmKind.PHYSIOLOGICAL;
        private AlarmPhase phase = AlarmPhase.START;
        private AlarmReport.@Nullable Evidence evidence;
        private Set<Inactivation> inactivation = Set.of();
        private boolean momentary;
        private Quality quality = Quality.VALID;
        private @Nullable DeviceTime told;

        private AlarmWords(String bed, String code) {
            this.bed = bed;
            this.code = code;
        }

        AlarmWords id(String value) {
            id = value;
            return this;
        }

        AlarmWords priority(Priority value) {
            priority = value;
            return this;
        }

        AlarmWords technical() {
            kind = AlarmKind.TECHNICAL;
            return this;
        }

        AlarmWords phase(AlarmPhase value) {
            phase = value;
            return this;
        }

        AlarmWords below(double value, double limit) {
            evidence = new AlarmReport.Evidence(
                    BigDecimal.valueOf(value), Unit.PERCENT, new AlarmLimits(BigDecimal.valueOf(limit), null));
            return this;
        }

        AlarmWords silenced(Inactivation... what) {
            inactivation = Set.of(what);
            return this;
        }

        AlarmWords momentary() {
            momentary = true;
            return this;
        }

        AlarmWords quality(Quality value) {
            quality = value;
            return this;
        }

        AlarmWords told(LocalDateTime value) {
            told = new DeviceTime(value, null);
            return this;
        }

        AlarmReport done() {
            return new AlarmReport(
                    bed,
                    DEVICE,
                    id,
                    code,
                    null,
                    "MDC_PULS_OXIM_SAT_O2",
                    priority,
                    kind,
                    phase,
                    "text of " + code,
                    evidence,
                    inactivation,
                    momentary,
                    quality,
                    told);
        }
    }
}
