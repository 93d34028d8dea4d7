package org.vigie.adapter.hl7.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vigie.adapter.testing.Golden.bytes;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vigie.adapter.hl7.codec.ScanResult.Scanned;
import org.vigie.adapter.testing.Golden;

final class AckBuilderTest {
    private static final Instant WALL = Instant.parse("2026-03-01T09:15:02Z");
    private static final Verdict GOOD = new Verdict.Accepted();
    private static final Verdict LATER = new Verdict.Unavailable();
    private static final Verdict NEVER = new Verdict.Rejected(100, "no | segment begins here");

    private static Msh asking(String accept, String application) {
        return Msh.lenient(bytes("MSH|^~\\&|A|B|C|D|t||ORU^R01|1|P|2.6|||" + accept + "|" + application + "\r"));
    }

    private static String text(Msh msh, String code, Verdict verdict) {
        return new String(AckBuilder.frame(msh, code, verdict, "V-1", WALL), StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                ", , AA, AE, AR",
                "AL, NE, CA, CE, CR",
                "NE, AL, AA, AE, AR",
                "AL, AL, CA+AA, CE, CR",
                "NE, NE, none, none, none",
                "AL, , CA, CE, CR",
                "NE, , none, none, none",
                ", AL, AA, AE, AR",
                ", NE, none, none, none",
                "ER, NE, none, CE, CR",
                "SU, NE, CA, none, none",
                "NE, ER, none, AE, AR",
                "NE, SU, AA, none, none",
                "ER, AL, AA, CE, CR",
                "al, ne, CA, CE, CR",
                "what, ever, AA, AE, AR"
            })
    void answersAsTheHeaderAsks(String accept, String application, String good, String later, String never) {
        Msh msh = asking(accept == null ? "" : accept, application == null ? "" : application);
        assertEquals(good, words(AckBuilder.codes(AckMode.AUTO, msh, GOOD)));
        assertEquals(later, words(AckBuilder.codes(AckMode.AUTO, msh, LATER)));
        assertEquals(never, words(AckBuilder.codes(AckMode.AUTO, msh, NEVER)));
    }

    private static String words(List<String> codes) {
        return codes.isEmpty() ? "none" : String.join("+", codes);
    }

    @Test
    void answersAsTheSiteSaysWhateverTheHeaderAsks() {
        Msh msh = asking("AL", "AL");
        assertEquals(List.of("AA"), AckBuilder.codes(AckMode.ORIGINAL, msh, GOOD));
        assertEquals(List.of("AR"), AckBuilder.codes(AckMode.ORIGINAL, msh, NEVER));
        assertEquals(List.of("CA"), AckBuilder.codes(AckMode.ENHANCED, msh, GOOD));
        assertEquals(List.of("CE"), AckBuilder.codes(AckMode.ENHANCED, msh, LATER));
        assertEquals(List.of(), AckBuilder.codes(AckMode.NONE, msh, NEVER));
    }

    @Test
    void writesAnAcknowledgement() {
        Msh msh = assertInstanceOf(Scanned.class, StructureScan.scan(Golden.message("pcd01-twenty-values")))
                .msh();
        assertEquals(
                "\u000bMSH|^~\\&|VIGIE||VMON^0011223344556677^EUI-64|ICU|20260301091502+0000||ACK^R01^ACK|V-1|P|2.6\r"
                        + "MSA|CA|PCD01-1\r\u001c\r",
                text(msh, "CA", GOOD));
    }

    @Test
    void writesWhyAMessageIsRejected() {
        String ack = text(asking("", ""), "AR", NEVER);
        assertTrue(ack.contains("\rMSA|AR|1\r"), ack);
        assertTrue(ack.contains("\rERR|||100^Segment sequence error^HL70357|E||||no   segment begins here\r"), ack);
    }

    @Test
    void writesThatSendingAgainHelps() {
        assertTrue(text(asking("", ""), "AE", LATER).contains("ERR|||207^Application internal error^HL70357|E"));
    }

    @Test
    void echoesTheControlIdByteForByteInTheDelimitersOfTheSender() {
        byte[] id = {' ', '7', (byte) 0xE9, (byte) 0xFF, '*', '$', ' '};
        byte[] message = Golden.join(bytes("MSH!*~\\&!A!B!C!D!t!!ORU*R40!"), id, bytes("!P!2.3!!!!!!8859/1\r"));
        byte[] ack = AckBuilder.frame(Msh.lenient(message), "AA", GOOD, "V-1", WALL);
        String text = new String(ack, StandardCharsets.ISO_8859_1);
        assertTrue(text.contains("MSA!AA!" + new String(id, StandardCharsets.ISO_8859_1) + "\r"), text);
        assertTrue(text.startsWith("\u000bMSH!*~\\&!C!D!A!B!20260301091502+0000!!ACK*R40*ACK!V-1!P!2.3!!!!!!8859/1\r"));
    }

    @Test
    void answersWhatHasNoHeaderAtAll() {
        assertEquals(
                "\u000bMSH|^~\\&|VIGIE||||20260301091502+0000||ACK^R01^ACK|V-1|P|2.5\rMSA|AR|\r"
                        + "ERR|||207^Application internal error^HL70357|E||||too long\r\u001c\r",
                text(Msh.UNKNOWN, "AR", new Verdict.Rejected(207, "too long")));
    }

    @Test
    void putsNoControlOfADamagedHeaderIntoItsOwnFrame() {
        Msh msh = Msh.lenient(bytes("MSH|^~\\&|A\u000bB|C\u001cD|||||ORU^R01|i\u001cd"));
        String ack = text(msh, "AR", NEVER);
        assertEquals(0, ack.lastIndexOf('\u000b'));
        assertEquals(ack.length() - 2, ack.indexOf('\u001c'));
    }
}
