package org.vigie.adapter.intellivue.session;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Waves that can be asked of a monitor, by the words of site.yaml. A label is 0002 and the code of the wave. SOURCE:
 * intellivue-protocol.md sections 8.5 and 13.2.
 */
public enum WaveChoice {
    /** Lead II; where the monitor has none, its three displayed leads. */
    ECG(0x0002_0102L, 0x0002_0100L),
    ECG_ALL(0x0002_0100L, null),
    ECG_I(0x0002_0101L, null),
    ECG_II(0x0002_0102L, null),
    ECG_III(0x0002_013DL, null),
    ECG_AVR(0x0002_013EL, null),
    ECG_AVL(0x0002_013FL, null),
    ECG_AVF(0x0002_0140L, null),
    ECG_V(0x0002_0143L, null),
    PLETH(0x0002_4BB4L, null),
    ABP(0x0002_4A14L, 0x0002_4A10L),
    ART(0x0002_4A10L, 0x0002_4A14L),
    PAP(0x0002_4A1CL, null),
    CVP(0x0002_4A44L, null),
    ICP(0x0002_5808L, null),
    RESP(0x0002_5000L, null),
    CO2(0x0002_50ACL, null);

    /** Leads that a monitor exports singly at most; beside them eight other waves. */
    public static final int MOST_SINGLE_LEADS = 3;

    /** Waves other than single leads at most. */
    public static final int MOST_OTHERS = 8;

    private final long label;
    private final @Nullable Long otherwise;

    WaveChoice(long label, @Nullable Long otherwise) {
        this.label = label;
        this.otherwise = otherwise;
    }

    /** The word in site.yaml. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The label to ask for. */
    public long label() {
        return label;
    }

    /** The label to ask for when the monitor has not the first. */
    public Optional<Long> otherwise() {
        return Optional.ofNullable(otherwise);
    }

    /** Whether it is one of the leads of which only three may be asked. */
    public boolean isSingleLead() {
        return this != ECG_ALL && name().startsWith("ECG");
    }

    /** By its word; empty for an unknown one. */
    public static Optional<WaveChoice> of(String word) {
        return Arrays.stream(values()).filter(wave -> wave.word().equals(word)).findFirst();
    }

    /** All words, for messages. */
    public static List<String> words() {
        return Arrays.stream(values()).map(WaveChoice::word).toList();
    }

    /** Whether a monitor can export all of these at once. */
    public static boolean fit(List<WaveChoice> waves) {
        long leads = waves.stream().filter(WaveChoice::isSingleLead).count();
        return leads <= MOST_SINGLE_LEADS
                && waves.size() - leads <= MOST_OTHERS
                && !(leads > 0 && waves.contains(ECG_ALL));
    }
}
