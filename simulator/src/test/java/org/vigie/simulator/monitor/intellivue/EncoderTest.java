package org.vigie.simulator.monitor.intellivue;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vigie.simulator.bedside.ActiveAlarm;
import org.vigie.simulator.bedside.BedsideAlarm;
import org.vigie.simulator.bedside.BedsideLimits;
import org.vigie.simulator.bedside.LimitRange;
import org.vigie.simulator.monitor.BedsideView;
import org.vigie.simulator.monitor.Language;
import org.vigie.simulator.patient.Reading;
import org.vigie.simulator.patient.Readings;
import org.vigie.simulator.patient.Rhythm;
import org.vigie.simulator.patient.Vital;

/** The encoder against bytes of a real monitor, and against the protocol page where no capture has them. */
final class EncoderTest {
    private static final Instant CAPTURED = Instant.parse("2017-11-04T14:44:51Z");
    private static final int DEMO = 0x0400;

    private static final IntellivueSetup LE_TEMPLE = new IntellivueSetup(
            0x0009_FB70_D80BL,
            0x0A00_2A09,
            24105,
            "LeTemple_1",
            "M8003A",
            "G.01.80",
            IntellivueSetup.Mode.DEMO,
            IntellivueSetup.Link.LAN);

    /** The values that CAP-L shows; only these have limits, so that the others say "alarms off" as there. */
    private static BedsideView captured(ActiveAlarm... alarms) {
        Map<Vital, Reading> values = new EnumMap<>(Vital.class);
        values.put(Vital.HEART_RATE, measured("60"));
        values.put(Vital.PULSE_RATE, measured("60"));
        values.put(Vital.RESP_RATE, measured("15"));
        values.put(Vital.ART_SYS, measured("120"));
        values.put(Vital.ART_DIA, measured("70"));
        values.put(Vital.ART_MEAN, measured("91"));
        LimitRange some = LimitRange.of("10", "200");
        BedsideLimits limits = new BedsideLimits(
                Map.of(Vital.HEART_RATE, some, Vital.ART_SYS, some, Vital.ART_DIA, some, Vital.ART_MEAN, some));
        return new BedsideView(
                "LeTemple_1",
                "REA",
                null,
                CAPTURED,
                ZoneOffset.UTC,
                Language.FR,
                new Readings(values, Rhythm.SINUS),
                null,
                limits,
                List.of(alarms));
    }

    private static Reading measured(String value) {
        return new Reading.Measured(new BigDecimal(value), false, null);
    }

    private static PollReply numericReply() {
        return new PollReply(1003, true, 0, 0, 224_490_240, Nomenclature.CLASS_NUMERIC, Nomenclature.GROUP_ALL);
    }

    @Test
    void theAcceptIsTheOneOfTheCapture() {
        byte[] accept = Association.accept(new Association.Grant(320_000, 0x05B0, 0x8C00_0000L));
        assertEquals(Capture.first("0e"), Capture.hex(accept));
    }

    @Test
    void theReleaseResponseIsTheOneOfTheCapture() {
        assertEquals(Capture.first("0a"), Capture.hex(Association.releaseResponse()));
    }

    @Test
    void theAbortIsTheOneOfTheProtocolPage() {
        assertTrue(Capture.hex(Association.abort())
                .startsWith("192e110103c129a080a0803080020101060251010000000061803080020101a0806480800101"));
        assertEquals(48, Association.abort().length);
    }

    @Test
    void theMdsCreateEventIsTheOneOfTheCaptureButForTheArea() {
        MedicalSystem.Now now = new MedicalSystem.Now(captured(), LE_TEMPLE, 0xB9, 223_918_080);
        String operatingRoom = Capture.first("e10000020001011a0001000101140021");
        assertEquals(
                operatingRoom.replace("090d00020001", "090d00020002"), Capture.hex(MedicalSystem.createEvent(now)));
    }

    @Test
    void theFirstAnswerToAWavePollIsTheOneOfTheCapture() {
        Waves waves = new Waves(WaveObject.chosen(List.of(0x0002_0100)));
        PollReply reply = new PollReply(1006, true, 0, 0, 224_514_816, Nomenclature.CLASS_WAVE, Nomenclature.GROUP_ALL);
        assertEquals(
                Capture.first("e1000002000200d803ee"), Capture.hex(reply.result(waves.confirmation(captured(), true))));
    }

    @Test
    void theContextOfThePressureWaveHasTheScaleAndCalibrationOfTheCapture() {
        Wire out = new Wire();
        WaveObject.ARTERIAL.context(Language.FR, false).writeTo(out);
        String written = Capture.hex(out.bytes());
        String payload = Capture.first("e1000002000204a003ee");
        for (String attribute : List.of("096d0006", "098d0004", "09270010", "09640010", "096f000c", "096a0004")) {
            int at = payload.indexOf(attribute);
            int length = 8 + 2 * Integer.parseInt(attribute.substring(4), 16);
            assertTrue(written.contains(payload.substring(at, at + length)), attribute + " in " + written);
        }
    }

    @Test
    void numericObjectsAreByteForByteTheOnesOfTheCapture() {
        byte[] written = numericReply().result(Numerics.of(captured(), true, DEMO));
        String first = Capture.first("e100000200050386010103eb");
        String second = Capture.first("e100000200050344030203eb");
        String all = Capture.hex(written);
        assertTrue(all.contains(Capture.object(first, "891a")), "ABP compound");
        for (String unmeasured : List.of("8649", "8662", "867b", "8694", "86ad", "86c6")) {
            assertTrue(all.contains(Capture.object(first, unmeasured)), unmeasured + " without a measurement");
        }
        assertTrue(all.contains(Capture.object(second, "82ca")), "no extrasystoles counted");
        assertTrue(all.contains(Capture.object(second, "82b3")), "heart rate");
        assertTrue(all.contains(Capture.object(second, "82ba")), "respiration");
        assertTrue(all.contains(Capture.object(second, "83dc")), "pulse");
    }

    @Test
    void enumerationContextsAreTheOnesOfTheCapture() {
        PollReply reply =
                new PollReply(1015, false, 0, 0, 224_670_464, Nomenclature.CLASS_ENUMERATION, Nomenclature.GROUP_ALL);
        String written = Capture.hex(reply.result(Enumerations.of(captured(), true, DEMO)));
        String payload = Capture.first("e1000002000200bc03f7");
        assertTrue(written.contains(Capture.object(payload, "82d0")), written);
        assertTrue(written.contains("099e000ad0070400000100024012"), "sinus rhythm, demo");
    }

    @Test
    void anEmptyAlertListDiffersFromTheCaptureInItsCounterAndStateOnly() {
        PollReply reply =
                new PollReply(3, true, 0, 0, 224_678_656, Nomenclature.CLASS_ALERT, Nomenclature.GROUP_ALERTS);
        AlertList list = new AlertList(1_542);
        String written = Capture.hex(reply.result(List.of(list.object(captured(), false, true))));
        assertEquals(Capture.first("e10000020002005400030007").replace("11000607", "01000607"), written);
    }

    @Test
    void anAlertEntryIsWrittenAsTheProtocolPageSays() {
        ActiveAlarm alarm = new ActiveAlarm(
                7,
                BedsideAlarm.HEART_RATE_HIGH,
                new BigDecimal("135"),
                LimitRange.of("50", "120"),
                Duration.ofSeconds(30),
                false,
                true);
        AlertList list = new AlertList(10);
        Wire out = new Wire();
        list.object(captured(alarm), false, false).attributes().writeTo(out);
        String written = Capture.hex(out.bytes());
        String text = "002a002a00200046004300200031003300350020003e00200031003200300000";
        assertTrue(
                written.contains("4182" + "0028" + "0200" + "1008" + "0006" + "0001" + "82b3" + "0204" + "002c" + "0007"
                        + "00024182" + "0000" + "6000" + "0020" + text),
                written);
        assertTrue(written.contains("0916000a0000000b020000000000"), "silenced: nothing audible, " + written);
    }

    @Test
    void aTechnicalAlarmOfAnObjectHasTheLowestBitOfItsCodeSet() {
        ActiveAlarm off = new ActiveAlarm(9, BedsideAlarm.LEADS_OFF, null, null, Duration.ofSeconds(3), false, false);
        Wire out = new Wire();
        new AlertList(0).object(captured(off), true, false).attributes().writeTo(out);
        String written = Capture.hex(out.bytes());
        assertTrue(written.contains("10a6" + "0113" + "0001" + "0008"), written);
        assertTrue(written.contains("0916000a4000"), "suspended, and technical alarms still listed");
    }

    @Test
    void theConnectIndicationHasTheFieldsOfTheCaptureAtTheirPlaces() {
        IntellivueSetup networkPort = new IntellivueSetup(
                LE_TEMPLE.mac() + 1,
                LE_TEMPLE.ipv4(),
                24105,
                "LeTemple_1",
                "M8003A",
                "G.01.80",
                IntellivueSetup.Mode.DEMO,
                IntellivueSetup.Link.LAN);
        String written = Capture.hex(MedicalSystem.connectIndication(networkPort, Language.FR));
        String captured = Capture.first("00000100");
        assertTrue(written.startsWith("00000100" + "0001"), written);
        assertEquals(captured.substring(16, 24), written.substring(16, 24), "invoke id and command");
        for (String attribute : List.of("f1350022", "f100000e", "09860004", "09280014", "09200004")) {
            int at = captured.indexOf(attribute);
            String value = captured.substring(at, at + 8 + 2 * Integer.parseInt(attribute.substring(4), 16));
            assertTrue(written.contains(value), attribute + " in " + written);
        }
        assertTrue(written.contains("0005" + "0001" + "5e29" + "0000"), "application 5 over UDP at 24105");
    }

    @Test
    void floatsAreTheVectorsOfTheProtocolPage() {
        assertEquals(0xFF000140, DeviceFloat.of(new BigDecimal("32.0")));
        assertEquals(0xFD007D00, DeviceFloat.of(new BigDecimal("32.000")));
        assertEquals(0x0000003C, DeviceFloat.of(new BigDecimal("60")));
        assertEquals(0xFEFFF000, DeviceFloat.of(new BigDecimal("-40.96")));
        assertEquals(0x01000140, DeviceFloat.of(new BigDecimal("320E+1")));
    }

    @Test
    void serialFramesAreTheVectorsOfTheProtocolPage() {
        byte[] plain = Capture.bytes("0011223344");
        byte[] framed = SerialLine.frame(plain);
        assertEquals(0xC0, framed[0] & 0xFF);
        assertEquals(0x269B, SerialLine.check(Capture.bytes("3a71"), 2));
        assertEquals(0xC195, SerialLine.check(Capture.bytes("3a91"), 2));
        assertArrayEquals(plain, new SerialLine().read(framed).getFirst());
        byte[] special = Capture.bytes("c0c17d00");
        assertTrue(Capture.hex(SerialLine.frame(special)).startsWith("c0110100047de07de17d5d00"));
        assertArrayEquals(
                special, new SerialLine().read(SerialLine.frame(special)).getFirst());
    }

    @Test
    void aFrameGivenUpAndABareBeginInsideOneAreNoMessages() {
        SerialLine line = new SerialLine();
        assertTrue(line.read(Capture.bytes("c0110100017dc1")).isEmpty());
        byte[] good = SerialLine.frame(Capture.bytes("0a"));
        byte[] begun = Capture.bytes("c0110100");
        byte[] both = new Wire().raw(begun).raw(good).bytes();
        assertEquals(1, line.read(both).size());
        assertEquals(0, line.damaged());
        good[5] ^= 1;
        assertTrue(line.read(good).isEmpty());
        assertEquals(1, line.damaged());
    }

    @Test
    void everyRequestOfTheCaptureIsUnderstood() {
        int polls = 0;
        int sets = 0;
        for (byte[] payload : Capture.payloads()) {
            int first = payload[0] & 0xFF;
            boolean request = first == 0x0D || first == 0x09 || (first == 0xE1 && payload[5] == 1 && payload[11] != 1);
            if (!request) {
                continue;
            }
            ClientMessage message = ClientReader.read(payload);
            switch (message) {
                case ClientMessage.AssociationRequest association -> {
                    assertEquals(320_000, association.minPollPeriodTicks());
                    assertEquals(0x8C00_0000L, association.options());
                }
                case ClientMessage.Poll poll -> polls += poll.pollNumber() == 0 ? 1 : 0;
                case ClientMessage.SetList set -> sets += set.attribute() == Nomenclature.ATTR_WAVE_LIST ? 1 : 0;
                case ClientMessage.ReleaseRequest release -> assertEquals(26, payload.length);
                case ClientMessage.GetList get -> assertEquals(Nomenclature.ATTR_WAVE_LIST, get.attribute());
                default -> assertInstanceOf(ClientMessage.Poll.class, message, Capture.hex(payload));
            }
        }
        assertEquals(20, polls);
        assertEquals(6, sets);
    }

    @Test
    void theRequestsOfTheGeneratorAreTheOnesOfTheCapture() {
        assertEquals(Capture.first("0d"), Capture.hex(Requests.association(320_000)));
        assertEquals(Capture.first("e10000020001001c03e9"), Capture.hex(Requests.single(1_001, 0x0021, 0)));
        assertEquals(
                Capture.first("e1000002000100280003"), Capture.hex(Requests.extended(3, 0x0036, 0x0801, 0x0015_F900)));
        assertEquals(Capture.first("e100000200020014"), Capture.hex(Requests.mdsCreateResult()));
    }

    @Test
    void nonsenseIsJunkAndNeverAnException() {
        for (byte[] payload : Capture.payloads()) {
            for (int cut = 0; cut < payload.length; cut += 7) {
                byte[] part = Arrays.copyOf(payload, cut);
                assertTrue(ClientReader.read(part) != null);
            }
        }
    }
}
