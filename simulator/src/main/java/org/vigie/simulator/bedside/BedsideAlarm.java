package org.vigie.simulator.bedside;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigie.model.alarm.AlarmKind;
import org.vigie.model.alarm.Priority;
import org.vigie.simulator.patient.Reading;
import org.vigie.simulator.patient.Readings;
import org.vigie.simulator.patient.Rhythm;
import org.vigie.simulator.patient.Vital;

/**
 * The alarm conditions of the virtual bedside monitor. Priorities, delays and what replaces what follow the habits of
 * adult monitors (alarms.md sections 2 and 6: delay of limit alarms 6 s by default, asystole 4 s, apnoea 20 s); the
 * thresholds of the extreme conditions are our own choice within the vendors' ranges.
 */
public enum BedsideAlarm {
    ASYSTOLE(Priority.HIGH, Vital.HEART_RATE, Rule.RHYTHM, 4),
    VENTRICULAR_FIBRILLATION(Priority.HIGH, Vital.HEART_RATE, Rule.RHYTHM, 3),
    VENTRICULAR_TACHYCARDIA(Priority.HIGH, Vital.HEART_RATE, Rule.RHYTHM, 4),
    EXTREME_BRADYCARDIA(Priority.HIGH, Vital.HEART_RATE, Rule.EXTREME_LOW, 5),
    EXTREME_TACHYCARDIA(Priority.HIGH, Vital.HEART_RATE, Rule.EXTREME_HIGH, 5),
    APNOEA(Priority.HIGH, Vital.RESP_RATE, Rule.EXTREME_LOW, 20),
    DESATURATION(Priority.HIGH, Vital.SPO2, Rule.EXTREME_LOW, 8),
    HEART_RATE_HIGH(Priority.MEDIUM, Vital.HEART_RATE, Rule.LIMIT_HIGH, 6),
    HEART_RATE_LOW(Priority.MEDIUM, Vital.HEART_RATE, Rule.LIMIT_LOW, 6),
    SPO2_LOW(Priority.MEDIUM, Vital.SPO2, Rule.LIMIT_LOW, 6),
    ART_SYS_HIGH(Priority.MEDIUM, Vital.ART_SYS, Rule.LIMIT_HIGH, 6),
    ART_SYS_LOW(Priority.MEDIUM, Vital.ART_SYS, Rule.LIMIT_LOW, 6),
    ART_MEAN_HIGH(Priority.MEDIUM, Vital.ART_MEAN, Rule.LIMIT_HIGH, 6),
    ART_MEAN_LOW(Priority.MEDIUM, Vital.ART_MEAN, Rule.LIMIT_LOW, 6),
    NIBP_SYS_HIGH(Priority.MEDIUM, Vital.NIBP_SYS, Rule.LIMIT_HIGH, 2),
    NIBP_SYS_LOW(Priority.MEDIUM, Vital.NIBP_SYS, Rule.LIMIT_LOW, 2),
    RESP_RATE_HIGH(Priority.MEDIUM, Vital.RESP_RATE, Rule.LIMIT_HIGH, 10),
    RESP_RATE_LOW(Priority.MEDIUM, Vital.RESP_RATE, Rule.LIMIT_LOW, 10),
    TEMPERATURE_HIGH(Priority.MEDIUM, Vital.TEMPERATURE, Rule.LIMIT_HIGH, 10),
    ETCO2_HIGH(Priority.MEDIUM, Vital.ETCO2, Rule.LIMIT_HIGH, 10),
    ETCO2_LOW(Priority.MEDIUM, Vital.ETCO2, Rule.LIMIT_LOW, 10),
    LEADS_OFF(Priority.LOW, Vital.HEART_RATE, Rule.SENSOR, 3),
    SPO2_SENSOR_OFF(Priority.LOW, Vital.SPO2, Rule.SENSOR, 3),
    NIBP_FAILED(Priority.LOW, Vital.NIBP_SYS, Rule.SENSOR, 1);

    private static final BigDecimal BRADYCARDIA_BELOW = BigDecimal.valueOf(40);
    private static final BigDecimal TACHYCARDIA_ABOVE = BigDecimal.valueOf(140);
    private static final BigDecimal APNOEA_BELOW = BigDecimal.ONE;
    private static final BigDecimal DESATURATION_BELOW = BigDecimal.valueOf(85);

    /** How a condition is recognised. */
    enum Rule {
        RHYTHM,
        EXTREME_LOW,
        EXTREME_HIGH,
        LIMIT_LOW,
        LIMIT_HIGH,
        SENSOR
    }

    private final Priority priority;
    private final Vital vital;
    private final Rule rule;
    private final Duration delay;

    BedsideAlarm(Priority priority, Vital vital, Rule rule, int delaySeconds) {
        this.priority = priority;
        this.vital = vital;
        this.rule = rule;
        this.delay = Duration.ofSeconds(delaySeconds);
    }

    /** The monitor's own priority. */
    public Priority priority() {
        return priority;
    }

    /** What it is about. */
    public Vital vital() {
        return vital;
    }

    /** Physiological, or technical for sensors. */
    public AlarmKind kind() {
        return rule == Rule.SENSOR ? AlarmKind.TECHNICAL : AlarmKind.PHYSIOLOGICAL;
    }

    /** How long the condition must hold before the monitor alarms. */
    Duration delay() {
        return delay;
    }

    /** HIGH conditions stay on the screen after they have gone until a person has seen them. */
    boolean isLatching() {
        return priority == Priority.HIGH;
    }

    /** True for the conditions that compare a number with the limits set at the monitor. */
    public boolean isLimit() {
        return rule == Rule.LIMIT_LOW || rule == Rule.LIMIT_HIGH;
    }

    /** True when the value is too low (or gone), false when it is too high. */
    public boolean isLow() {
        return rule == Rule.LIMIT_LOW || rule == Rule.EXTREME_LOW || this == ASYSTOLE;
    }

    /** The condition that takes the place of this one while it is on; the monitor never shows both. */
    @Nullable BedsideAlarm replacedBy() {
        return switch (this) {
            case HEART_RATE_LOW -> EXTREME_BRADYCARDIA;
            case HEART_RATE_HIGH -> EXTREME_TACHYCARDIA;
            case SPO2_LOW -> DESATURATION;
            case RESP_RATE_LOW -> APNOEA;
            case EXTREME_BRADYCARDIA -> ASYSTOLE;
            case EXTREME_TACHYCARDIA -> VENTRICULAR_TACHYCARDIA;
            case ASYSTOLE,
                    VENTRICULAR_FIBRILLATION,
                    VENTRICULAR_TACHYCARDIA,
                    APNOEA,
                    DESATURATION,
                    ART_SYS_HIGH,
                    ART_SYS_LOW,
                    ART_MEAN_HIGH,
                    ART_MEAN_LOW,
                    NIBP_SYS_HIGH,
                    NIBP_SYS_LOW,
                    RESP_RATE_HIGH,
                    TEMPERATURE_HIGH,
                    ETCO2_HIGH,
                    ETCO2_LOW,
                    LEADS_OFF,
                    SPO2_SENSOR_OFF,
                    NIBP_FAILED -> null;
        };
    }

    /** True when the readings of this second show the condition. A missing value shows none but the sensor's. */
    boolean isPresent(Readings readings, BedsideLimits limits) {
        Optional<BigDecimal> number = readings.number(vital);
        return switch (rule) {
            case RHYTHM -> readings.rhythm() == rhythm();
            case SENSOR ->
                readings.isMissing(vital, this == NIBP_FAILED ? Reading.Cause.FAILED : Reading.Cause.SENSOR_OFF);
            case EXTREME_LOW -> number.isPresent() && number.get().compareTo(lowThreshold()) < 0;
            case EXTREME_HIGH -> number.isPresent() && number.get().compareTo(TACHYCARDIA_ABOVE) > 0;
            case LIMIT_LOW ->
                number.isPresent()
                        && limits.of(vital)
                                .filter(range -> range.isBelow(number.get()))
                                .isPresent();
            case LIMIT_HIGH ->
                number.isPresent()
                        && limits.of(vital)
                                .filter(range -> range.isAbove(number.get()))
                                .isPresent();
        };
    }

    private BigDecimal lowThreshold() {
        return switch (vital) {
            case SPO2 -> DESATURATION_BELOW;
            case RESP_RATE -> APNOEA_BELOW;
            default -> BRADYCARDIA_BELOW;
        };
    }

    private Rhythm rhythm() {
        return switch (this) {
            case ASYSTOLE -> Rhythm.ASYSTOLE;
            case VENTRICULAR_FIBRILLATION -> Rhythm.VENTRICULAR_FIBRILLATION;
            default -> Rhythm.VENTRICULAR_TACHYCARDIA;
        };
    }
}
