package org.vigie.gateway.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class PacketCodecTest {
    private static final byte[] JSON =
            "{\"code\":\"MDC_ECG_HEART_RATE\",\"value\":72,\"unit\":\"/min\"} again and again "
                    .repeat(20)
                    .getBytes(StandardCharsets.UTF_8);
    private static final Entry ENTRY =
            new Entry(3, Lane.LIFE, 17, 940, 11, "ward/10.0.0.7", -5, 1_700_000_000_000L, JSON);
    private static final List<Packet> ALL = List.of(
            new Packet.Beat(Lane.DATA, 4, 100, 90, -7, 2, 123_456, 1_700_000_000_000L, -1, 0, false),
            new Packet.Live(List.of(ENTRY, ENTRY)),
            Packet.State.whole(Packet.Part.LIFE, "R01", 9, 1_234, JSON),
            new Packet.States(List.of(
                    Packet.State.whole(Packet.Part.DATA, "R01", 9, 1_234, JSON),
                    Packet.State.whole(Packet.Part.DATA, "R02", 10, 1_235, new byte[0]))),
            new Packet.Fill(2, 3, Lane.LIFE, 17, 20, List.of(ENTRY), -1, Packet.Loss.RETENTION),
            new Packet.Fill(2, 3, Lane.DATA, 17, 16, List.of(), 16, Packet.Loss.NONE),
            new Packet.Answer("d1-7", false, "no-such-alarm"),
            new Packet.Answer("d1-8", true, null),
            new Packet.Beat(Lane.LIFE, 4, 100, 90, -7, 2, 123_456, 1_700_000_000_000L, 7, 0, true),
            new Packet.Waves(4_000, new byte[] {1, 2, 3}),
            new Packet.HubBeat(55, 18, 200, true, List.of()),
            new Packet.HubBeat(56, 18, 200, true, List.of("R01", "R02")),
            new Packet.Ask(7, 3, Lane.DATA, 1, Long.MAX_VALUE, 4_096),
            new Packet.Compare(Packet.Part.DATA, List.of(new Packet.Held("R01", -1), new Packet.Held("", 5))),
            new Packet.Command("d1-7", 99, JSON),
            new Packet.Credit(3_000),
            new Packet.State(Packet.Part.DATA, "R01", 9, 1_234, 7, new byte[] {2, 1, 0}),
            new Packet.Several(List.of(
                    new Packet.States(List.of(
                            new Packet.State(Packet.Part.LIFE, "R01", 9, 1_234, 7, new byte[] {2, 1, 0}),
                            Packet.State.whole(Packet.Part.LIFE, "R02", 4, 1_200, JSON))),
                    new Packet.Live(List.of(ENTRY)),
                    new Packet.Beat(Lane.LIFE, 4, 100, 90, -7, 2, 123_456, 1_700_000_000_000L, 7, 0, true))));

    @Test
    void everyPacketComesOutAsItWentIn() {
        for (Packet packet : ALL) {
            PacketCodec.Sealed sealed = new PacketCodec.Sealed("box-1", 3, -9, packet);
            byte[] bytes = PacketCodec.encode(sealed);
            PacketCodec.Sealed back = PacketCodec.decode(bytes).orElseThrow();
            assertEquals("box-1", back.edge());
            assertEquals(3, back.epoch());
            assertEquals(-9, back.boot());
            assertEquals(packet.getClass(), back.packet().getClass());
            assertArrayEquals(bytes, PacketCodec.encode(back), packet.toString());
        }
    }

    @Test
    void statesBecomeMuchSmaller() {
        byte[] bytes = PacketCodec.encode(new PacketCodec.Sealed("box-1", 3, -9, ALL.get(2)));
        assertTrue(bytes.length < JSON.length / 5, bytes.length + " of " + JSON.length);
    }

    @Test
    void twentyBedsTogetherAreMuchSmallerThanOneByOne() {
        List<Packet.State> states = new ArrayList<>();
        int alone = 0;
        for (int bed = 10; bed < 30; bed++) {
            byte[] json = new String(JSON, StandardCharsets.UTF_8)
                    .replace("72", Integer.toString(40 + 3 * bed))
                    .getBytes(StandardCharsets.UTF_8);
            states.add(Packet.State.whole(Packet.Part.LIFE, "R" + bed, bed, 1_234, json));
            alone += PacketCodec.encode(new PacketCodec.Sealed("box-1", 3, -9, states.getLast())).length;
        }
        int together = PacketCodec.encode(new PacketCodec.Sealed("box-1", 3, -9, new Packet.States(states))).length;
        assertTrue(together < alone / 2, together + " of " + alone);
    }

    @Test
    void anyChangedByteOrCutMakesItNoPacket() {
        for (Packet packet : ALL) {
            byte[] bytes = PacketCodec.encode(new PacketCodec.Sealed("box-1", 3, -9, packet));
            for (int i = 0; i < bytes.length; i++) {
                byte[] changed = bytes.clone();
                changed[i] ^= 0x10;
                assertEquals(Optional.empty(), PacketCodec.decode(changed), "byte " + i);
                assertEquals(Optional.empty(), PacketCodec.decode(Arrays.copyOf(bytes, i)), "cut at " + i);
            }
        }
    }

    @Test
    void severalPacketsInOneHoldNoFurtherOnes() {
        Packet.Up deep = new Packet.Waves(1, new byte[] {1});
        for (int i = 0; i < 500; i++) {
            deep = new Packet.Several(List.of(deep));
        }
        byte[] bytes = PacketCodec.encode(new PacketCodec.Sealed("box-1", 3, -9, deep));
        assertEquals(Optional.empty(), PacketCodec.decode(bytes));
    }

    @Test
    void aBoxOfAnotherVersionIsToldApartFromGarbage() {
        byte[] bytes = PacketCodec.encode(new PacketCodec.Sealed("box-1", 3, -9, ALL.get(2)));
        assertEquals(OptionalInt.empty(), PacketCodec.otherVersion(bytes));
        bytes[0] = 3;
        assertEquals(Optional.empty(), PacketCodec.decode(bytes));
        assertEquals(OptionalInt.empty(), PacketCodec.otherVersion(bytes), "its checksum is not right");
        assertEquals(OptionalInt.of(3), PacketCodec.otherVersion(sealed(bytes)));
        assertEquals(OptionalInt.empty(), PacketCodec.otherVersion(new byte[] {3}));
    }

    private static byte[] sealed(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length - 4);
        ByteBuffer.wrap(bytes).putInt(bytes.length - 4, (int) crc.getValue());
        return bytes;
    }

    @Test
    void garbageIsNoPacket() {
        SplittableRandom chance = new SplittableRandom(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[chance.nextInt(80)];
            chance.nextBytes(bytes);
            assertEquals(Optional.empty(), PacketCodec.decode(bytes));
        }
    }
}
