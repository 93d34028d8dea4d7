package org.vigie.adapter.intellivue.mapping;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.vigie.adapter.intellivue.codec.AlertValues;
import org.vigie.adapter.intellivue.codec.AlertValues.Entry;
import org.vigie.adapter.intellivue.codec.AttributeId;
import org.vigie.adapter.intellivue.codec.Octets;
import org.vigie.adapter.intellivue.codec.PolledObject;
import org.vigie.model.alarm.AlarmKind;
import org.vigie.model.alarm.Priority;
import org.vigie.model.observation.Quality;
import org.vigie.model.report.AlarmPhase;
import org.vigie.model.report.AlarmReport;
import org.vigie.model.report.AlarmSnapshot;
import org.vigie.model.report.DeviceReport;
import org.vigie.model.report.Inactivation;
import org.vigie.model.report.Report;
import org.vigie.profiles.Nomenclature;
import org.vigie.profiles.PhilipsNomenclature;

/**
 * The alert monitor: two complete lists, and the state of all alarms. A list that is not there or cannot be read is not
 * an empty list. Bits of a state are bits: combinations occur. SOURCE: intellivue-protocol.md section 11.
 */
final class AlertMapper {
    /** Scope of the list of patient alarms. */
    static final String PHYSIOLOGICAL = "physiological";
    /** Scope of the list of technical alarms. */
    static final String TECHNICAL = "technical";

    private static final int RED = 4;
    private static final int YELLOW = 2;
    private static final int LOW = 1;
    private static final int OBJECTS = 1;

    /** The monitor's alarms are off or paused: told by its state, not by an entry. */
    private static final int ALARMS_OFF = 6144;

    private final PhilipsNomenclature codes = PhilipsNomenclature.standard();

    /** The object of the alert monitor. */
    void alerts(Speaker speaker, PolledObject object, Consumer<Report> out) {
        Octets state = object.value(AttributeId.ALERT_CONDITION);
        int bits = state == null
                ? 0
                : AlertValues.condition(state).map(AlertValues.Condition::state).orElse(0);
        List<AlarmReport> off = new ArrayList<>();
        Set<Inactivation> inactive = switchedOff(bits);
        if (!inactive.isEmpty()) {
            String text = inactive.contains(Inactivation.ALARM_OFF)
                    ? "alarms are off at the monitor"
                    : "alarms are paused at the monitor";
            out.accept(new DeviceReport(speaker.bed(), speaker.device(), "alert-condition", null, text));
            off.add(report(
                    speaker,
                    new What(codes.event(ALARMS_OFF), null, text),
                    new How(Priority.LOW, AlarmKind.TECHNICAL, AlarmPhase.START, inactive, bits)));
        }
        boolean paused = Speaker.has(bits, AlertValues.SUSPENDED);
        list(speaker, object.value(AttributeId.PATIENT_ALARMS), new Listing(PHYSIOLOGICAL, paused, List.of()), out);
        list(speaker, object.value(AttributeId.TECHNICAL_ALARMS), new Listing(TECHNICAL, paused, off), out);
    }

    /**
     * One of the lists.
     *
     * @param paused it lists nothing for the time being
     * @param more what the state of the monitor adds to it
     */
    private record Listing(String scope, boolean paused, List<AlarmReport> more) {}

    private void list(Speaker speaker, @Nullable Octets value, Listing listing, Consumer<Report> out) {
        String scope = listing.scope;
        if (value == null) {
            return; // whoever waits for it finds it missing
        }
        Optional<List<Entry>> entries = AlertValues.list(value);
        if (entries.isEmpty()) {
            out.accept(speaker.problem("bad-alarm-list", "the list of " + scope + " alarms cannot be read"));
            return;
        }
        AlarmKind kind = scope.equals(TECHNICAL) ? AlarmKind.TECHNICAL : AlarmKind.PHYSIOLOGICAL;
        List<AlarmReport> alarms = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (Entry entry : inOrder(entries.get())) {
            AlarmReport report = alarm(speaker, entry, kind, "");
            if (!taken.add(report.condition())) {
                String place = String.format(
                        "@%x.%x.%x",
                        entry.object().objectClass(),
                        entry.object().context(),
                        entry.object().handle());
                report = alarm(speaker, entry, kind, place);
                if (!taken.add(report.condition())) {
                    continue; // the same entry twice
                }
            }
            alarms.add(report);
        }
        alarms.addAll(listing.more);
        out.accept(new AlarmSnapshot(speaker.bed(), speaker.device(), scope, alarms, !listing.paused));
    }

    /**
     * Two alarms of one kind and source are told apart by their object. Its handle changes with the association, so
     * only the second one carries it; which one that is must not depend on their order in the list.
     */
    private static List<Entry> inOrder(List<Entry> entries) {
        return entries.stream()
                .sorted(Comparator.comparingInt((Entry entry) -> entry.object().context())
                        .thenComparingInt(entry -> entry.object().handle()))
                .toList();
    }

    private AlarmReport alarm(Speaker speaker, Entry entry, AlarmKind kind, String place) {
        EnumSet<Inactivation> inactive = EnumSet.noneOf(Inactivation.class);
        inactive.addAll(switchedOff(entry.state()));
        boolean silenced = Speaker.has(entry.state(), AlertValues.SILENCED);
        if (silenced) {
            inactive.add(Inactivation.ACKNOWLEDGED);
        }
        AlarmPhase phase = Speaker.has(entry.state(), AlertValues.LATCHED)
                ? AlarmPhase.LATCHED
                : silenced ? AlarmPhase.SILENCED : AlarmPhase.START;
        String instance = entry.instance() == 0 ? "" : "#" + entry.instance();
        return report(
                speaker,
                new What(event(entry.code()), source(entry) + instance + place, entry.text()),
                new How(priority(entry.type()), kind, phase, inactive, entry.state()));
    }

    private record What(
            PhilipsNomenclature.Code code, @Nullable String channel, String text) {}

    private record How(Priority priority, AlarmKind kind, AlarmPhase phase, Set<Inactivation> inactive, int state) {}

    private static AlarmReport report(Speaker speaker, What what, How how) {
        boolean mdc = what.code.refId() != null;
        return new AlarmReport(
                speaker.bed(),
                speaker.device(),
                null,
                what.code.refId(),
                mdc ? null : what.code.vendorCode(),
                what.channel,
                how.priority,
                how.kind,
                how.phase,
                what.text,
                null,
                how.inactive,
                false,
                quality(speaker, how.state),
                null);
    }

    /** The code itself before the code without its low bit, which is that of the source's partition. */
    private PhilipsNomenclature.Code event(int code) {
        return codes.event(codes.knowsEvent(code) ? code : code & ~1);
    }

    private String source(Entry entry) {
        boolean isObject = (entry.code() & 1) != 0;
        if (!isObject) {
            PhilipsNomenclature.Code physio = codes.physio(entry.source());
            return physio.refId() == null ? physio.local() : physio.refId();
        }
        return Nomenclature.standard()
                .term(Nomenclature.number(OBJECTS, entry.source()))
                .map(Nomenclature.Term::refId)
                .orElseGet(() -> PhilipsNomenclature.local(OBJECTS, entry.source()));
    }

    /** The highest that is said; what says nothing is at least medium. */
    private static Priority priority(int type) {
        int level = type >> 8 | (type & 0xFF);
        if ((level & RED) != 0) {
            return Priority.HIGH;
        }
        return (level & YELLOW) != 0 || (level & LOW) == 0 ? Priority.MEDIUM : Priority.LOW;
    }

    private static Set<Inactivation> switchedOff(int state) {
        EnumSet<Inactivation> off = EnumSet.noneOf(Inactivation.class);
        if (Speaker.has(state, AlertValues.INHIBITED)) {
            off.add(Inactivation.ALARM_OFF);
        }
        if (Speaker.has(state, AlertValues.SUSPENDED)) {
            off.add(Inactivation.ALARM_PAUSED);
        }
        return off;
    }

    private static Quality quality(Speaker speaker, int state) {
        if (speaker.mode() == Quality.DEMO || Speaker.has(state, AlertValues.DEMO)) {
            return Quality.DEMO;
        }
        // In standby and configuration a monitor may still alarm about itself: that is heard.
        boolean service = speaker.mode() == Quality.TEST && !speaker.isStandby();
        return service || Speaker.has(state, AlertValues.TEST) ? Quality.TEST : Quality.VALID;
    }
}
