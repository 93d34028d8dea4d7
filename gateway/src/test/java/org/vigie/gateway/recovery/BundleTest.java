package org.vigie.gateway.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.gateway.recovery.cli.BundleCommand;
import org.vigie.gateway.testing.JournaledUnit;
import picocli.CommandLine;

class BundleTest {
    @TempDir
    private Path folder = Path.of("unset");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... more) {
        CommandLine line = new CommandLine(new BundleCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println(failure.getMessage());
                    return 1;
                });
        String[] arguments = new String[more.length + 4];
        arguments[0] = "--data";
        arguments[1] = folder.resolve("data").toString();
        arguments[2] = "--out";
        arguments[3] = folder.resolve("R01.zip").toString();
        System.arraycopy(more, 0, arguments, 4, more.length);
        return line.execute(arguments);
    }

    /** Ten minutes of one patient, then ten of another, in one bed. */
    private void twoPatients(boolean secondAdmitted) throws IOException {
        try (JournaledUnit unit = new JournaledUnit(folder.resolve("data"), PastHour.site(), PastHour.START)) {
            for (int i = 0; i < 240; i++) {
                unit.pass(Duration.ofSeconds(5));
                String patient = i < 120 ? "4711" : secondAdmitted ? "4712" : "";
                if (i == 120) {
                    unit.message(
                            "adt",
                            "MSH|^~\\&|ADT|H|||20261122092200+0000||ADT^A03^ADT_A03|9|P|2.6\rEVN|A03\r"
                                    + "PID|||4711^^^H^PI||Essai^Jeanne\rPV1||I|REA-A^^R01\r");
                }
                unit.message("a", PastHour.values("R01", patient, unit.now(), i < 120 ? 61 : 142));
            }
        }
    }

    @Test
    void theBundleHoldsThePatientWhoLiesThereAndNobodyElse() throws Exception {
        twoPatients(true);
        assertEquals(0, run("--bed", "R01"), err.toString());
        Map<String, byte[]> parts = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(folder.resolve("R01.zip").toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                parts.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        assertEquals(Set.of("sheet.pdf", "values.csv", "fhir.json", "README.txt", "SHA256SUMS"), parts.keySet());
        String csv = text(parts, "values.csv");
        assertTrue(csv.contains(",R01,4712,,value,MDC_ECG_HEART_RATE,147842,"), csv);
        assertFalse(csv.contains("4711"), csv);
        assertFalse(csv.contains(",61,"), csv);
        FhirRules.check(new ObjectMapper().readTree(text(parts, "fhir.json")));
        assertTrue(text(parts, "sheet.pdf").startsWith("%PDF-"));
        String[] sums = text(parts, "SHA256SUMS").split("\n", -1);
        assertEquals(5, sums.length, "four parts and the end of the last line");
        for (int i = 0; i < 4; i++) {
            String[] words = sums[i].split(" {2}", -1);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(parts.getOrDefault(words[1], new byte[0]));
            assertEquals(words[0], HexFormat.of().formatHex(digest), words[1]);
        }
    }

    private static String text(Map<String, byte[]> parts, String name) {
        return new String(parts.getOrDefault(name, new byte[0]), StandardCharsets.UTF_8);
    }

    @Test
    void whereNobodyKnowsWhoItIsThereIsNoBundle() throws Exception {
        twoPatients(false);
        assertEquals(1, run("--bed", "R02"));
        assertTrue(err.toString().contains("Nobody is admitted in R02"), err.toString());
        assertEquals(1, run());
        assertTrue(err.toString().contains("Name one bed with --bed"), err.toString());
    }
}
