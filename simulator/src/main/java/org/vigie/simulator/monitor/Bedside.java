package org.vigie.simulator.monitor;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.vigie.simulator.bedside.ActiveAlarm;
import org.vigie.simulator.bedside.AlarmNotice;
import org.vigie.simulator.bedside.BedsideAlarms;
import org.vigie.simulator.bedside.BedsideLimits;
import org.vigie.simulator.patient.ClinicalEvent;
import org.vigie.simulator.patient.Patient;
import org.vigie.simulator.patient.Reading;
import org.vigie.simulator.patient.Vital;

/**
 * One bed: a patient, the monitor's alarm unit, and the encoder of its dialect. Time comes in, messages go out; no
 * clock, no socket. Not thread-safe.
 */
public final class Bedside {
    private static final Duration SECOND = Duration.ofSeconds(1);

    /**
     * How the monitor is set up.
     *
     * @param nurseAfter time after which somebody silences an alarm at the bedside; null for nobody
     */
    public record Settings(
            String bed,
            String unit,
            ZoneId zone,
            Language language,
            BedsideLimits limits,
            @Nullable Duration nurseAfter) {}

    private final Settings settings;
    private final Patient patient;
    private final MonitorEncoder encoder;
    private final BedsideAlarms alarms;
    private @Nullable PatientIdentity identity;
    private final List<AlarmNotice> untold = new ArrayList<>();
    private BiConsumer<Duration, AlarmNotice> diary = (at, notice) -> {};
    private Duration lived = Duration.ZERO;
    private Instant deviceTime = Instant.EPOCH;
    private @Nullable Duration cuffMeasured;
    private @Nullable Instant cuffAt;

    /** @param identity who lies there; null when nobody was admitted at the monitor */
    public Bedside(Settings settings, Patient patient, MonitorEncoder encoder, @Nullable PatientIdentity identity) {
        this.settings = settings;
        this.patient = patient;
        this.encoder = encoder;
        this.identity = identity;
        this.alarms = new BedsideAlarms(settings.limits());
    }

    /** Tells everything that happens to the alarms of this monitor, with its patient time, also what is never sent. */
    public void noteIn(BiConsumer<Duration, AlarmNotice> book) {
        diary = book;
    }

    /** Sets the monitor's clock before the first tick. */
    public void begin(Instant monitorTime) {
        deviceTime = monitorTime;
    }

    /**
     * Something happens to the patient.
     *
     * @param patientTime when; what was missed until then is told at the next tick
     */
    public void happen(ClinicalEvent event, Duration lasting, Duration patientTime) {
        untold.addAll(live(patientTime));
        patient.happen(event, lasting);
    }

    /** Somebody is admitted at the monitor, or discharged (null). */
    public void admit(@Nullable PatientIdentity who) {
        identity = who;
    }

    /** Who lies there; null when nobody was admitted. */
    public @Nullable PatientIdentity identity() {
        return identity;
    }

    /**
     * Lives until this moment and sends what is due: alarms first, then the values.
     *
     * @param patientTime how long the patient has lived
     * @param monitorTime the monitor's own clock
     */
    public List<Outgoing> tick(Duration patientTime, Instant monitorTime) {
        deviceTime = monitorTime;
        untold.addAll(live(patientTime));
        List<AlarmNotice> notices = List.copyOf(untold);
        untold.clear();
        List<Outgoing> messages = new ArrayList<>(encoder.notices(view(), notices));
        messages.addAll(encoder.state(view()));
        return messages;
    }

    /**
     * Lives until this moment and says nothing: for monitors that are asked.
     *
     * @param patientTime how long the patient has lived
     * @param monitorTime the monitor's own clock
     */
    public void live(Duration patientTime, Instant monitorTime) {
        deviceTime = monitorTime;
        live(patientTime);
        untold.clear();
    }

    private List<AlarmNotice> live(Duration patientTime) {
        if (lived.plus(SECOND).compareTo(patientTime) > 0) {
            return List.of();
        }
        List<AlarmNotice> notices = new ArrayList<>();
        while (lived.plus(SECOND).compareTo(patientTime) <= 0) {
            lived = lived.plus(SECOND);
            patient.advanceTo(lived);
            notices.addAll(noted(alarms.step(lived, patient.readings())));
            if (isNurseDue()) {
                notices.addAll(noted(alarms.silence(lived)));
            }
        }
        noteCuff();
        return notices;
    }

    private boolean isNurseDue() {
        Duration after = settings.nurseAfter();
        return after != null && alarms.isUnansweredSince(lived.minus(after));
    }

    private void noteCuff() {
        if (patient.readings().of(Vital.NIBP_SYS) instanceof Reading.Measured measured
                && !Objects.equals(measured.measuredAt(), cuffMeasured)) {
            cuffMeasured = measured.measuredAt();
            cuffAt = deviceTime;
        }
    }

    /** Somebody silences the alarms at the bedside now. */
    public List<Outgoing> silence() {
        return encoder.notices(view(), noted(alarms.silence(lived)));
    }

    private List<AlarmNotice> noted(List<AlarmNotice> notices) {
        notices.forEach(notice -> diary.accept(lived, notice));
        return notices;
    }

    /** What is sent first on a new connection: the greeting of the dialect, then all alarms that are on. */
    public List<Outgoing> connected() {
        List<Outgoing> messages = new ArrayList<>(encoder.greeting(view()));
        messages.addAll(encoder.notices(view(), alarms.sayAgain(lived)));
        return messages;
    }

    /** All alarms on the monitor's screen. */
    public List<ActiveAlarm> alarms() {
        return alarms.active();
    }

    /** Everything that the monitor could tell now. */
    public BedsideView view() {
        return new BedsideView(
                settings.bed(),
                settings.unit(),
                identity,
                deviceTime,
                settings.zone(),
                settings.language(),
                patient.readings(),
                cuffAt,
                alarms.limits(),
                alarms.active());
    }
}
