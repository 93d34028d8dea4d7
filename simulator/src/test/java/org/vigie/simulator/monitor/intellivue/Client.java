package org.vigie.simulator.monitor.intellivue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.vigie.simulator.bedside.BedsideLimits;
import org.vigie.simulator.monitor.Bedside;
import org.vigie.simulator.monitor.Language;
import org.vigie.simulator.monitor.SilentEncoder;
import org.vigie.simulator.patient.PatientPlan;
import org.vigie.simulator.patient.VirtualPatient;
import org.vigie.simulator.wave.SynthesizedWaves;

/** A monitor with a patient and a scripted client on one virtual clock; every message is kept with its time. */
final class Client {
    static final Peer ME = new Peer("127.0.0.1", 40_001);
    static final Peer ANOTHER = new Peer("127.0.0.1", 40_002);
    private static final Instant START = Instant.parse("2026-11-21T21:30:00Z");
    final VirtualIntellivue monitor;
    final Bedside bedside;
    final List<Heard> heard = new ArrayList<>();
    private long millis;

    /** What the monitor sent, and when. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Heard(long atMs, Peer to, byte[] bytes) {
        int first() {
            return bytes[0] & 0xFF;
        }

        int u16(int at) {
            return ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
        }

        long u32(int at) {
            return ((long) u16(at) << 16) | u16(at + 2);
        }

        boolean isResult() {
            return first() == 0xE1 && u16(4) == Nomenclature.RO_RESULT && u16(10) == 7;
        }

        /** An extended poll result of one class, in one message. */
        boolean isExtended(int objectClass) {
            return isResult() && u16(20) == Nomenclature.ACTION_EXTENDED_POLL && u16(42) == objectClass;
        }

        int sequence() {
            return u16(26);
        }

        long relativeTime() {
            return u32(28);
        }
    }

    Client(IntellivueSetup.Link link) {
        this(link, 0);
    }

    Client(IntellivueSetup.Link link, long uptimeTicks) {
        VirtualPatient patient = new VirtualPatient(PatientPlan.DEFAULT, 7);
        Bedside.Settings settings = new Bedside.Settings(
                "R07", "REA-A", ZoneOffset.UTC, Language.FR, BedsideLimits.fitting(PatientPlan.DEFAULT), null);
        bedside = new Bedside(settings, patient, new SilentEncoder(), null);
        bedside.begin(START);
        IntellivueSetup setup = IntellivueSetup.numbered(7, "R07", 0x7F00_0107, 24105, link);
        monitor = new VirtualIntellivue(
                setup, bedside::view, new SynthesizedWaves(7), new VirtualIntellivue.Terms(7, uptimeTicks));
    }

    /** Time passes in steps of 32 ms. */
    void pass(Duration duration) {
        long until = millis + duration.toMillis();
        while (millis < until) {
            millis = Math.min(until, millis + 32);
            bedside.live(Duration.ofMillis(millis), START.plusMillis(millis));
            keep(monitor.advanceTo(millis * 1_000_000));
        }
    }

    void say(String hex) {
        say(ME, Capture.bytes(hex));
    }

    void say(Peer from, byte[] message) {
        keep(monitor.hear(from, message));
    }

    private void keep(List<Sent> sent) {
        sent.forEach(one -> heard.add(new Heard(millis, one.to(), one.bytes())));
    }

    long now() {
        return millis;
    }

    /** CN with this minimal poll period. */
    static byte[] request(int minPollPeriodTicks) {
        return Requests.association(minPollPeriodTicks);
    }

    /** Requests, waits for the accept and confirms the MDS create event. */
    void associate() {
        say(ME, request(20_000));
        pass(Duration.ofMillis(2_300));
        confirm();
    }

    void confirm() {
        say(ME, Requests.mdsCreateResult());
    }

    void single(int invoke, int objectClass, int group) {
        say(ME, Requests.single(invoke, objectClass, group));
    }

    void extended(int invoke, int objectClass, int group, int periodTicks) {
        say(ME, Requests.extended(invoke, objectClass, group, periodTicks));
    }

    void keepAlive() {
        single(90, Nomenclature.CLASS_ALERT, Nomenclature.GROUP_STATIC);
    }

    /** Lets time pass and says a sign of life each three seconds. */
    void passAlive(Duration duration) {
        long until = millis + duration.toMillis();
        while (millis < until) {
            keepAlive();
            pass(Duration.ofMillis(Math.min(3_000, until - millis)));
        }
    }

    List<Heard> of(int objectClass) {
        return heard.stream().filter(one -> one.isExtended(objectClass)).toList();
    }

    List<Heard> beginning(int first) {
        return heard.stream().filter(one -> one.first() == first).toList();
    }
}
