package org.vigie.bench.live;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import org.vigie.bench.hl7.Beds;
import org.vigie.simulator.bedside.BedsideLimits;
import org.vigie.simulator.monitor.Bedside;
import org.vigie.simulator.monitor.Language;
import org.vigie.simulator.monitor.SilentEncoder;
import org.vigie.simulator.monitor.intellivue.IntellivueSetup;
import org.vigie.simulator.monitor.intellivue.Peer;
import org.vigie.simulator.monitor.intellivue.Sent;
import org.vigie.simulator.monitor.intellivue.VirtualIntellivue;
import org.vigie.simulator.patient.PatientPlan;
import org.vigie.simulator.patient.Readings;
import org.vigie.simulator.patient.VirtualPatient;
import org.vigie.simulator.wave.SynthesizedWaves;
import org.vigie.simulator.wave.WaveBlock;
import org.vigie.simulator.wave.WaveKind;
import org.vigie.simulator.wave.WaveSource;

/** A virtual IntelliVue monitor at an address of its own, whose arterial pressure says in each block which it is. */
final class VirtualBed implements WaveSource {
    /** Blocks that are told apart: 102 s. */
    static final int MARKS = 400;

    private static final long UPTIME_TICKS_APART = 1_234;
    private static final int WAVE_CLASS = 9;
    private static final int CLASS_AT = 42;
    /** A block of three waves is longer, the confirmation of a poll is shorter. */
    private static final int LONGEST_CONFIRMATION = 300;

    private final DatagramChannel channel;
    private final Bedside bedside;
    private final VirtualIntellivue monitor;
    private final WaveSource waves;
    private final AtomicLongArray sentAt = new AtomicLongArray(MARKS);
    private final Instant start = Instant.now();
    private int drawn;
    private int sent;

    /**
     * A monitor that is on.
     *
     * @param number from 1
     * @param channel bound to its address, not blocking
     */
    VirtualBed(int number, DatagramChannel channel) throws IOException {
        this.channel = channel;
        this.waves = new SynthesizedWaves(number);
        this.bedside = new Bedside(
                new Bedside.Settings(
                        Beds.name(number),
                        "Bench",
                        ZoneOffset.UTC,
                        Language.EN,
                        BedsideLimits.fitting(PatientPlan.DEFAULT),
                        null),
                new VirtualPatient(PatientPlan.DEFAULT, number),
                new SilentEncoder(),
                null);
        bedside.begin(start);
        InetSocketAddress at = (InetSocketAddress) channel.getLocalAddress();
        int ipv4 = ByteBuffer.wrap(at.getAddress().getAddress()).getInt();
        this.monitor = new VirtualIntellivue(
                IntellivueSetup.numbered(number, Beds.name(number), ipv4, at.getPort(), IntellivueSetup.Link.LAN),
                bedside::view,
                this,
                new VirtualIntellivue.Terms(number, number * UPTIME_TICKS_APART));
    }

    /** {@link System#nanoTime} at which the block with that mark was sent; 0 when it was not. */
    long sentAt(int mark) {
        return sentAt.get(mark);
    }

    boolean isAssociated() {
        return monitor.isAssociated();
    }

    /**
     * Reads what has come, and sends what is due.
     *
     * @param space for the longest datagram
     */
    void live(Duration elapsed, byte[] space) throws IOException {
        bedside.live(elapsed, start.plus(elapsed));
        ByteBuffer buffer = ByteBuffer.wrap(space);
        InetSocketAddress from = (InetSocketAddress) channel.receive(buffer);
        while (from != null) {
            byte[] message = Arrays.copyOf(space, buffer.position());
            send(monitor.hear(new Peer(from.getAddress().getHostAddress(), from.getPort()), message));
            buffer.clear();
            from = (InetSocketAddress) channel.receive(buffer);
        }
        send(monitor.advanceTo(elapsed.toNanos()));
    }

    private void send(List<Sent> messages) throws IOException {
        boolean hasBlocks = false;
        for (Sent message : messages) {
            if (message.to().equals(Peer.EVERYBODY)) {
                continue;
            }
            byte[] bytes = message.bytes();
            boolean block =
                    bytes.length > LONGEST_CONFIRMATION && bytes[CLASS_AT] == 0 && bytes[CLASS_AT + 1] == WAVE_CLASS;
            if (block && !hasBlocks) {
                hasBlocks = true;
                long now = System.nanoTime();
                for (; sent < drawn; sent++) {
                    sentAt.set(sent % MARKS, now);
                }
            }
            channel.send(
                    ByteBuffer.wrap(bytes),
                    new InetSocketAddress(message.to().host(), message.to().port()));
        }
    }

    @Override
    public WaveBlock next(int millis, Readings readings) {
        WaveBlock block = waves.next(millis, readings);
        int mark = drawn % MARKS;
        block.of(WaveKind.ARTERIAL).ifPresent(piece -> Arrays.fill(piece.samples(), mark));
        drawn++;
        return block;
    }

    @Override
    public void skip(int millis, Readings readings) {
        waves.skip(millis, readings);
    }
}
