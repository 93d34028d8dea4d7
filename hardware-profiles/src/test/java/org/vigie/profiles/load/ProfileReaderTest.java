package org.vigie.profiles.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.profiles.DeviceProfile;
import org.vigie.profiles.ProfileCatalog;
import org.vigie.profiles.ProfileProblem;
import org.vigie.profiles.ValueRule;

class ProfileReaderTest {
    private static final ProfileReader READER = new ProfileReader();

    private static final String GOOD = """
            profile: acme-two
            schema: 1
            products:
              - { maker: Acme, model: Two }
            adapter: hl7
            dialect: ihe
            maturity: draft
            bed: { component: 3, subcomponent: 1, qualified: true }
            message-id-unique: true
            sentinels: ["-9999"]
            values:
              - { local: "010", mdc: MDC_ECG_HEART_RATE, unit: "/min", plausible: [0, 400], stale-s: 10 }
              - { local: "NO", when: "channel=2", mdc: MDC_TEMP, unit: Cel, own-channel: true }
            alarm-source: device
            alarms:
              - { local: "7", mdc: MDC_EVT_LO_VAL_LT_LIM, kind: physiological, priority: high, about: MDC_PULS_OXIM_SAT_O2 }
            quirks:
              - { id: odd, fr: "étrange", en: odd }
            setup: { fr: "menu", en: menu }
            evidence:
              - { what: values, from: specification, source: manual }
            """;

    private static List<String> problems(String text) {
        return READER.read("p.yaml", text).problems().stream()
                .map(ProfileProblem::toString)
                .toList();
    }

    private static void assertProblem(String expected, String text) {
        List<String> problems = problems(text);
        assertTrue(problems.stream().anyMatch(problem -> problem.startsWith(expected)), () -> problems.toString());
    }

    @Test
    void readsAGoodProfile() {
        DeviceProfile profile = READER.read("p.yaml", GOOD).profile().orElseThrow();
        assertEquals("acme-two", profile.id());
        ValueRule rate = profile.value("010", "any").orElseThrow();
        assertEquals("MDC_ECG_HEART_RATE", rate.mdc());
        assertEquals(Duration.ofSeconds(10), rate.staleAfter());
        assertEquals(Optional.empty(), profile.value("NO", "1"));
        assertTrue(profile.value("NO", "2").orElseThrow().ownChannel());
        assertEquals("ICU^12^R07", profile.bed().bedOf("ICU^12^R07^X"));
        assertEquals(DeviceProfile.Acknowledge.AUTO, profile.acknowledge());
        assertEquals("7", profile.alarm("7").orElseThrow().local());
    }

    @Test
    void reportsEveryProblemAtOnceWithItsLine() {
        String bad = GOOD.replace("profile: acme-two", "profile: Acme Two")
                        .replace("adapter: hl7", "adapter: medibus")
                        .replace("MDC_ECG_HEART_RATE, unit: \"/min\"", "MDC_ECG_HEART_RATES, unit: \"/min\"")
                        .replace("plausible: [0, 400]", "plausible: [400, 0]")
                        .replace("unit: Cel", "unit: \"mm[Hg]\"")
                        .replace("local: \"010\"", "local: 10")
                        .replace("priority: high, ", "")
                        .replace("evidence:\n  - { what: values, from: specification, source: manual }", "evidence: []")
                + "colour: blue\n";
        List<String> problems = problems(bad);
        assertProblem("p.yaml:1: profile: ", bad);
        assertProblem("p.yaml:5: adapter: ", bad);
        assertProblem("p.yaml:12: values[1].local: expected string (put codes in quotes)", bad);
        assertProblem("p.yaml:12: values[1].mdc: MDC_ECG_HEART_RATES is not in the nomenclature", bad);
        assertProblem("p.yaml:12: values[1].plausible: the low end is not below the high end", bad);
        assertProblem("p.yaml:13: values[2].unit: MDC_TEMP is a temperature, which 'mm[Hg]' does not measure", bad);
        assertProblem("p.yaml:16: alarms[1]: 'priority' is missing", bad);
        assertProblem("p.yaml:20: evidence: ", bad);
        assertProblem("p.yaml:21: 'colour' is not a key of a profile", bad);
        assertEquals(9, problems.size(), () -> String.join("\n", problems));
    }

    @Test
    void refusesDuplicateKeys() {
        assertProblem(
                "p.yaml:20: 'schema' stands here a second time", GOOD.replace("evidence:", "schema: 1\nevidence:"));
    }

    @Test
    void refusesACodeThatHasTwoMeanings() {
        String twice = GOOD.replace(
                "alarm-source:", "  - { local: \"010\", mdc: MDC_RESP_RATE, unit: \"/min\" }\nalarm-source:");
        assertProblem("p.yaml:14: values[3]: '010' already has a meaning in line 12", twice);
    }

    @Test
    void refusesAMaturityWithoutItsEvidence() {
        assertProblem("p.yaml:7: maturity: 'replayed' needs", GOOD.replace("maturity: draft", "maturity: replayed"));
        assertProblem("p.yaml:7: maturity: 'ward' needs", GOOD.replace("maturity: draft", "maturity: ward"));
    }

    @Test
    void refusesAliasesAndTags() {
        assertProblem("p.yaml:1: anchors", GOOD.replace("profile: acme-two", "profile: &a acme-two"));
        assertProblem("p.yaml:1: tags such as", GOOD.replace("profile: acme-two", "profile: !!java.net.URL acme-two"));
    }

    @Test
    void saysWhereYamlIsBroken() {
        assertProblem(
                "p.yaml:5: not YAML", GOOD.replace("- { maker: Acme, model: Two }", "- { maker: Acme, model: Two"));
        assertProblem("p.yaml:1: a profile is a mapping", "- 1\n");
        assertProblem("p.yaml:1: a profile is a mapping", "");
    }

    @Test
    void neverThrowsOnDamagedFiles() {
        SplittableRandom random = new SplittableRandom(3);
        byte[] good = GOOD.getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 300; round++) {
            byte[] damaged = good.clone();
            for (int i = 0; i < 1 + random.nextInt(5); i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(1, 128);
            }
            ProfileReader.Outcome outcome = READER.read("p.yaml", new String(damaged, StandardCharsets.UTF_8));
            assertEquals(outcome.problems().isEmpty(), outcome.profile().isPresent());
        }
    }

    @Test
    void checksAFileForTheEngineer(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("own.yaml"), GOOD.replace("schema: 1", "schema: 2"));
        assertEquals(1, ProfileCatalog.check(file).size());
        assertTrue(ProfileCatalog.check(folder.resolve("absent.yaml"))
                .getFirst()
                .text()
                .startsWith("cannot be read"));
        Path latin = Files.write(folder.resolve("latin.yaml"), GOOD.getBytes(StandardCharsets.ISO_8859_1));
        assertEquals("not UTF-8", ProfileCatalog.check(latin).getFirst().text());
    }

    @Test
    void goesOnWithTheOtherProfilesOfTheSite(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("good.yaml"), GOOD);
        Files.writeString(folder.resolve("bad.yaml"), "profile: 7\n");
        Files.writeString(folder.resolve("again.yaml"), GOOD);
        ProfileCatalog catalog = ProfileCatalog.load(Optional.of(folder));
        assertTrue(catalog.find("acme-two").isPresent());
        assertTrue(catalog.find("ihe-pcd").isPresent());
        assertTrue(catalog.problems().stream().anyMatch(p -> p.file().endsWith("bad.yaml")));
        assertTrue(catalog.problems().stream().anyMatch(p -> p.text().contains("is already in")));
    }
}
