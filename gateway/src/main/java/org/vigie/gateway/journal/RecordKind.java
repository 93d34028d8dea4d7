package org.vigie.gateway.journal;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a record is about. The payload's encoding belongs to whoever writes the kind; the journal sees bytes. */
public enum RecordKind {
    /** A device's message as it arrived. */
    RAW_MESSAGE(1, true),
    /** The same message again: a sign of life, no payload of the device. */
    DUPLICATE(2, false),
    /** Bytes that the structure scan refused. */
    UNREADABLE(3, true),
    /** A keep-alive: a sign of life only. */
    ALIVE(4, false),
    /** A connection opened or closed. */
    LINK(5, false),
    /** What a person asked for at a display. */
    COMMAND(6, false),
    /** The box slept. */
    SUSPENDED(7, false),
    /** The wall clock jumped. */
    CLOCK_STEP(8, false),
    /** The site's configuration that is valid from here on. */
    SITE(9, false),
    /** The storage level changed, with the counts of what was not written. */
    STORAGE(10, false),
    /** An alarm changed its state (audit; replay computes it again). */
    TRANSITION(11, true),
    /** The state of the ward, so that a restart reads little. */
    CHECKPOINT(12, true),
    /** First record of an epoch. */
    STARTED(13, false),
    /** Last record of an orderly stop. */
    STOPPED(14, false),
    /** A block of samples. */
    WAVE(15, true),
    /** What could not be used of a message (audit; replay finds it again). */
    PROBLEM(16, true),
    /** Something was left out because the gateway was busy: how much of what (audit). */
    GAP(20, false),
    /** What a person arranged at a display: who works, who watches, who lies where. */
    ORDER(23, true),
    /** Which display has got, shown and sounded which alarms (audit). */
    DELIVERY(21, false),
    /** Whether the displays answer. */
    DISPLAYS(22, false),
    /** Which displays and beds are not to be seen. */
    SEEN(26, false),
    /** What the box runs on. */
    POWER(40, false),
    /** Whether sheets are printed, as earlier versions wrote it; only read, else a journal of theirs had holes. */
    PAPER(41, false),
    /** What around the box is not as it has to be: paper, another network. */
    BOX(42, false),
    /** At a hub: a record of another box's journal, with its place there. */
    REMOTE(50, true),
    /** At a hub: records of another box that nobody has any more, and why. */
    REMOTE_LOST(51, false),
    /** At a hub: what the beds of another box measured in a minute, and whether they could be heard. */
    REMOTE_MINUTES(52, true);

    private static final Map<Integer, RecordKind> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(RecordKind::code, Function.identity()));

    private final int code;
    private final boolean patientData;

    RecordKind(int code, boolean patientData) {
        this.code = code;
        this.patientData = patientData;
    }

    /** The number in the frame; never reused. */
    int code() {
        return code;
    }

    /** The number under which a record travels to a hub; the one in the frame. */
    public int number() {
        return code;
    }

    /** Whether the payload may name a patient or hold a patient's values. */
    public boolean holdsPatientData() {
        return patientData;
    }

    /** The kind that travels under a number; empty for one of a newer version. */
    public static Optional<RecordKind> numbered(int number) {
        return of(number);
    }

    static Optional<RecordKind> of(int code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }
}
