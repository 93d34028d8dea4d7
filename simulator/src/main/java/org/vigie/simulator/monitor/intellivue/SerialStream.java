package org.vigie.simulator.monitor.intellivue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.vigie.simulator.bedside.BedsideLimits;
import org.vigie.simulator.monitor.Bedside;
import org.vigie.simulator.monitor.Language;
import org.vigie.simulator.monitor.SilentEncoder;
import org.vigie.simulator.patient.ClinicalEvent;
import org.vigie.simulator.patient.PatientPlan;
import org.vigie.simulator.patient.VirtualPatient;
import org.vigie.simulator.wave.SynthesizedWaves;

/**
 * What a monitor sends on its serial line while a client polls numerics, enumerations, alerts and waves, made on a
 * virtual clock: something for readers to be tested with. The same length and seed give the same bytes.
 */
public final class SerialStream {
    private static final Instant START = Instant.parse("2026-11-21T21:30:00Z");
    private static final int STEP_MS = 64;
    private static final int RENEW_MS = 30_000;
    private static final int ALIVE_MS = 3_000;
    private static final int POLL_TICKS = 480_000;

    private final Wire bytes = new Wire();
    private final VirtualIntellivue monitor;
    private final Bedside bedside;
    private int frames;
    private int millis;

    /**
     * A stream and what is in it.
     *
     * @param bytes as they stand on the line
     * @param frames complete frames in them
     */
    @SuppressWarnings("ArrayRecordComponent") // made once for one reader, never compared
    public record Recorded(byte[] bytes, int frames) {
        /**
         * The same bytes in pieces, as reads of a serial port give them.
         *
         * @param seed decides where they are cut
         * @param most longest piece; the shortest is 1
         */
        public List<byte[]> inPieces(long seed, int most) {
            SplittableRandom random = new SplittableRandom(seed);
            List<byte[]> pieces = new ArrayList<>();
            int at = 0;
            while (at < bytes.length) {
                int length = Math.min(bytes.length - at, 1 + random.nextInt(most));
                byte[] piece = new byte[length];
                System.arraycopy(bytes, at, piece, 0, length);
                pieces.add(piece);
                at += length;
            }
            return pieces;
        }
    }

    private SerialStream(long seed) {
        PatientPlan plan = PatientPlan.DEFAULT;
        Bedside.Settings settings = new Bedside.Settings(
                "R07", "REA-A", ZoneOffset.UTC, Language.FR, BedsideLimits.fitting(plan), Duration.ofSeconds(30));
        bedside = new Bedside(settings, new VirtualPatient(plan, seed), new SilentEncoder(), null);
        bedside.begin(START);
        IntellivueSetup setup = IntellivueSetup.numbered(7, "R07", 0, 0, IntellivueSetup.Link.SERIAL);
        monitor = new VirtualIntellivue(
                setup,
                bedside::view,
                new SynthesizedWaves(seed),
                new VirtualIntellivue.Terms(seed, new SplittableRandom(seed).nextLong(1L << 32)));
    }

    /**
     * Records a line from the request for an association on. Something happens to the patient each minute.
     *
     * @param length at most an hour
     */
    public static Recorded record(Duration length, long seed) {
        if (length.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("at most an hour, got " + length);
        }
        SerialStream stream = new SerialStream(seed);
        stream.run((int) length.toMillis(), new SplittableRandom(seed));
        return new Recorded(stream.bytes.bytes(), stream.frames);
    }

    private void run(int length, SplittableRandom random) {
        keep(monitor.hear(Peer.SERIAL, Requests.association(20_000)));
        int polledAt = -RENEW_MS;
        int aliveAt = 0;
        ClinicalEvent[] events = ClinicalEvent.values();
        while (millis < length) {
            millis += STEP_MS;
            if (millis % 60_000 < STEP_MS) {
                bedside.happen(
                        events[random.nextInt(events.length)], Duration.ofSeconds(15), Duration.ofMillis(millis));
            }
            bedside.live(Duration.ofMillis(millis), START.plusMillis(millis));
            for (Sent sent : keep(monitor.advanceTo(millis * 1_000_000L))) {
                if (Requests.isMdsCreate(sent.bytes())) {
                    keep(monitor.hear(Peer.SERIAL, Requests.mdsCreateResult()));
                }
            }
            if (monitor.isAssociated() && millis - polledAt >= RENEW_MS) {
                polledAt = millis;
                poll();
            }
            if (monitor.isAssociated() && millis - aliveAt >= ALIVE_MS) {
                aliveAt = millis;
                keep(monitor.hear(
                        Peer.SERIAL, Requests.single(90, Nomenclature.CLASS_ALERT, Nomenclature.GROUP_STATIC)));
            }
        }
    }

    private void poll() {
        for (int objectClass :
                List.of(Nomenclature.CLASS_NUMERIC, Nomenclature.CLASS_ENUMERATION, Nomenclature.CLASS_WAVE)) {
            keep(monitor.hear(
                    Peer.SERIAL, Requests.extended(objectClass, objectClass, Nomenclature.GROUP_ALL, POLL_TICKS)));
        }
        keep(monitor.hear(
                Peer.SERIAL, Requests.extended(4, Nomenclature.CLASS_ALERT, Nomenclature.GROUP_ALERTS, POLL_TICKS)));
        keep(monitor.hear(
                Peer.SERIAL, Requests.single(80, Nomenclature.CLASS_PATIENT, Nomenclature.GROUP_DEMOGRAPHICS)));
    }

    private List<Sent> keep(List<Sent> sent) {
        for (Sent one : sent) {
            bytes.raw(SerialLine.frame(one.bytes()));
            frames++;
        }
        return sent;
    }
}
