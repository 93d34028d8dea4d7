package org.vigie.model.ward;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vigie.model.observation.Parameter;

/**
 * The values whose disappearance is an alarm. SOURCE: reference/alarms.md 3, link table ("parameter inside a live
 * feed"); codes of ISO/IEEE 11073-10101.
 */
enum Vital {
    HEART_RATE,
    OXYGEN_SATURATION;

    private static final Map<String, Vital> BY_CODE = Map.of(
            "MDC_ECG_HEART_RATE", HEART_RATE,
            "MDC_ECG_CARD_BEAT_RATE", HEART_RATE,
            "MDC_ECG_CARD_BEAT_RATE_BTB", HEART_RATE,
            "MDC_PULS_OXIM_SAT_O2", OXYGEN_SATURATION,
            "MDC_SAT_O2", OXYGEN_SATURATION);

    /** Which one a parameter is; null for all others. */
    static @Nullable Vital of(Parameter parameter) {
        String code = parameter.code();
        return code == null ? null : BY_CODE.get(code);
    }

    /** The code that an alarm about it names. */
    String code() {
        return switch (this) {
            case HEART_RATE -> "MDC_ECG_HEART_RATE";
            case OXYGEN_SATURATION -> "MDC_PULS_OXIM_SAT_O2";
        };
    }

    /** True when the alarm is about this value or what measures it: by its parameter, else by its words. */
    boolean isMeantBy(AlarmCondition alarm) {
        if (alarm.about().map(BY_CODE::get).filter(this::equals).isPresent()) {
            return true;
        }
        String said = (alarm.key().condition() + " " + alarm.text()).toUpperCase(Locale.ROOT);
        return words().stream().anyMatch(said::contains);
    }

    private List<String> words() {
        return switch (this) {
            case HEART_RATE -> List.of("ECG", "LEAD", "ELECTRODE");
            case OXYGEN_SATURATION -> List.of("SPO2", "SAT_O2", "OXIM");
        };
    }
}
