package org.vigie.adapter.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vigie.model.program.Subcommand;
import picocli.CommandLine;

class DecodeCommandTest {
    private static final String MESSAGE =
            "MSH|^~\\&|G||||20260101000000||ORU^R01^ORU_R01|1|P|2.6\rPV1||I|ICU^^R07\rOBR|1|||1^X|||20260101000000+0100\r"
                    + "OBX|1|NM|147842^MDC_ECG_HEART_RATE^MDC|1.2.1.1|80|bpm|||||R\r";

    @TempDir
    private Path folder = Path.of("");

    private record Ran(int code, String out, String err) {
        int lines() {
            return out.isEmpty() ? 0 : out.split("\n").length;
        }
    }

    private static Ran run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StringWriter err = new StringWriter();
        int code = new CommandLine(new DecodeCommand(out))
                .setErr(new PrintWriter(err))
                .setOut(new PrintWriter(new StringWriter()))
                .execute(arguments);
        return new Ran(code, out.toString(StandardCharsets.UTF_8), err.toString());
    }

    private Ran decode(byte[] content) {
        try {
            Path file = Files.write(folder.resolve("capture"), content);
            return run("--profile", "ihe-pcd", file.toString());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Ran decode(String content) {
        return decode(content.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void isFoundAsASubcommand() {
        assertTrue(ServiceLoader.load(Subcommand.class).stream()
                .anyMatch(provider -> provider.type().equals(DecodeCommand.class)));
    }

    @Test
    void namesTheProfiles() {
        Ran ran = run("--list");
        assertEquals(0, ran.code);
        assertTrue(ran.out.contains("ihe-pcd") && ran.out.contains("nihon-kohden"));
    }

    @Test
    void readsABareMessage() {
        Ran ran = decode(MESSAGE);
        assertEquals(0, ran.code);
        assertEquals(
                "{\"kind\":\"numeric\",\"bed\":\"R07\",\"device\":\"G\",\"code\":\"MDC_ECG_HEART_RATE\",\"vendorCode\":null,"
                        + "\"channel\":\"1.2.1.1\",\"label\":\"MDC_ECG_HEART_RATE\",\"value\":80,\"unit\":\"/min\","
                        + "\"quality\":\"valid\",\"setting\":false,\"deviceTime\":\"2026-01-01T00:00:00+01:00\",\"message\":1,"
                        + "\"rows\":[1]}\n",
                ran.out);
        assertEquals("", ran.err);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r", "\n", "\r\n"})
    void readsManyMessagesWithAnyLineEnds(String end) {
        String two = MESSAGE.replace("\r", end) + end + MESSAGE.replace("\r", end);
        Ran ran = decode(two);
        assertEquals(0, ran.code);
        assertEquals(2, ran.lines(), ran.out);
    }

    @Test
    void readsABatchWithItsEnvelopes() {
        Ran ran = decode("FHS|^~\\&|G\rBHS|^~\\&|G\r" + MESSAGE + MESSAGE + "BTS|2\rFTS|1\r");
        assertEquals(2, ran.lines(), ran.out);
    }

    @Test
    void readsFramesAndChunks() {
        byte[] framed = ("\u000B" + MESSAGE + "\u001C\r\u000B" + MESSAGE + "\u001C\r").getBytes(StandardCharsets.UTF_8);
        assertEquals(2, decode(framed).lines());
        String hex = HexFormat.of().formatHex(framed);
        StringBuilder chunks = new StringBuilder();
        for (int i = 0; i < hex.length(); i += 34) {
            chunks.append(hex, i, Math.min(i + 34, hex.length())).append('\n');
        }
        Ran ran = decode(chunks.toString());
        assertEquals(0, ran.code);
        assertEquals(2, ran.lines(), ran.out);
    }

    @Test
    void readsABatchInOneFrameWithAMark() {
        Ran ran = decode("\u000BBHS|^~\\&|G\r" + MESSAGE + MESSAGE + "BTS|2\r\u001C\r");
        assertEquals(0, ran.code);
        assertTrue(ran.out.contains("\"kind\":\"problem\""));
        assertEquals(2, ran.out.split("\"quality\":\"questionable\"", -1).length - 1, ran.out);
    }

    @Test
    void writesUtf8WhateverTheMessageWasIn() {
        byte[] latin = MESSAGE.replace("PV1", "PID|||1||MÜLLER^ZOÉ\rPV1").getBytes(StandardCharsets.ISO_8859_1);
        assertTrue(decode(latin).out.contains("\"familyName\":\"MÜLLER\",\"givenName\":\"ZOÉ\""));
    }

    @Test
    void endsWithZeroForAFileThatHasOnlyProblems() {
        Ran ran = decode("MSH");
        assertEquals(0, ran.code);
        assertTrue(ran.out.contains("\"reason\":\"bad-delimiters\""));
    }

    @Test
    void neverReadsASegmentThatIsCutOff() {
        Ran ran = decode("\u000B" + MESSAGE.substring(0, MESSAGE.length() - 12));
        assertEquals(0, ran.code);
        assertTrue(ran.out.contains("\"reason\":\"cut-off\""), ran.out);
        assertFalse(ran.out.contains("numeric"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "\u000B\u001C\r", "\u0000\u0001\u0002\u0003"})
    void endsWithOneWhenThereIsNoHl7(String content) {
        Ran ran = decode(content);
        assertEquals(1, ran.code);
        assertTrue(ran.err.startsWith("decode: nothing decoded"));
    }

    @Test
    void endsWithOneWhenTheFileCannotBeRead() {
        assertEquals(1, run("--profile", "ihe-pcd", folder.resolve("absent").toString()).code);
        assertEquals(1, run("--profile", "ihe-pcd", folder.toString()).code);
    }

    @Test
    void endsWithTwoForWrongUsage() throws IOException {
        Path file = Files.writeString(folder.resolve("capture"), MESSAGE);
        assertEquals(2, run("--profile", "unheard-of", file.toString()).code);
        assertEquals(2, run().code);
        assertEquals(2, run("--nonsense").code);
    }

    @Test
    void matchesTheProfileToTheSenderWithoutTheOption() throws IOException {
        Path file = Files.writeString(
                folder.resolve("capture"), "MSH|^~\\&|||||||ORU^R01|204|P|2.3.1|\rOBX||NM|101^HR|2101|60||||||F\r");
        assertTrue(run(file.toString()).out.contains("\"code\":\"MDC_ECG_HEART_RATE\",\"vendorCode\":\"101^HR\""));
    }

    @Test
    void usesAProfileOfTheSite() throws IOException {
        Path own = Files.createDirectory(folder.resolve("own"));
        Files.writeString(own.resolve("x.yaml"), "profile: x\nschema: 1\n");
        Path file = Files.writeString(folder.resolve("capture"), MESSAGE);
        Ran ran = run("--profiles", own.toString(), "--profile", "ihe-pcd", file.toString());
        assertEquals(0, ran.code);
        assertTrue(ran.err.contains("x.yaml:1: 'products' is missing"), ran.err);
    }
}
