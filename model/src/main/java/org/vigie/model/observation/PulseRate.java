package org.vigie.model.observation;

import java.util.List;

/** The codes of IEEE 11073-10101 under which monitors send how often the heart beats. */
public final class PulseRate {
    /** The electrical ones first, then those of the pulse; where several are known, the first counts. */
    public static final List<String> CODES = List.of(
            "MDC_ECG_HEART_RATE",
            "MDC_ECG_CARD_BEAT_RATE",
            "MDC_PULS_OXIM_PULS_RATE",
            "MDC_PLETH_PULS_RATE",
            "MDC_PULS_RATE",
            "MDC_BLD_PULS_RATE_INV",
            "MDC_PULS_RATE_NON_INV");

    private PulseRate() {}
}
