package org.vigie.profiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vigie.model.testing.SharedData;

/** Rules that hold over all profiles (see also the checks that the loader makes on each). */
class CatalogueTest {
    private static final ProfileCatalog CATALOGUE = ProfileCatalog.load();

    static List<DeviceProfile> all() {
        return CATALOGUE.all();
    }

    @Test
    void holdsTheBuiltInProfiles() {
        assertEquals(
                List.of("ihe-pcd", "philips-mdil", "mindray-pds", "nihon-kohden", "philips-intellivue"),
                all().stream().map(DeviceProfile::id).toList());
        assertTrue(CATALOGUE.problems().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("all")
    void namesEachProductOnce(DeviceProfile profile) {
        Set<DeviceProfile.Product> seen = new HashSet<>();
        profile.products().forEach(product -> assertTrue(seen.add(product), product::toString));
    }

    @ParameterizedTest
    @MethodSource("all")
    void givesEachQuirkOneIdAndBothLanguages(DeviceProfile profile) {
        Set<String> seen = new HashSet<>();
        for (DeviceProfile.Quirk quirk : profile.quirks()) {
            assertTrue(seen.add(quirk.id()), quirk::id);
            assertNotNull(quirk.text().en(), quirk.id());
        }
        assertNotNull(profile.setup().en());
    }

    @ParameterizedTest
    @MethodSource("all")
    void statesItsEvidenceAndEachReplayFileExists(DeviceProfile profile) {
        assertFalse(profile.evidence().isEmpty());
        Path captures = SharedData.shared("hl7");
        for (DeviceProfile.Evidence evidence : profile.evidence()) {
            String replay = evidence.replay();
            if (replay != null) {
                assertTrue(
                        Files.exists(captures.resolve(replay))
                                || Files.exists(captures.resolveSibling(replay))
                                || Files.exists(captures.resolve("private").resolve(replay)),
                        () -> profile.id() + ": " + replay);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void isRecognisedByItsOwnFingerprintOnly(DeviceProfile profile) {
        for (FingerprintRule rule : profile.fingerprints()) {
            Fingerprint seen = new Fingerprint(
                    text(rule.application()),
                    text(rule.facility()),
                    rule.messageType() == null ? "ORU^R01" : rule.messageType(),
                    rule.controlIds().isEmpty() ? "77" : rule.controlIds().getFirst(),
                    rule.codeSystem() == null ? Set.of() : Set.of(rule.codeSystem()));
            assertEquals(profile.id(), CATALOGUE.match(seen).id(), rule::toString);
        }
    }

    private static String text(@Nullable String pattern) {
        return pattern == null ? "" : pattern.replace("*", "x");
    }

    static Stream<Fingerprint> strangers() {
        return Stream.of(
                new Fingerprint("", "", "", "", Set.of()),
                new Fingerprint("HIS", "HOSPITAL", "ADT^A01", "101", Set.of()),
                new Fingerprint("MIRTH", "MIRTH", "ORU^R01", "12345678", Set.of("GH")));
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void givesStrangersTheFallback(Fingerprint seen) {
        assertEquals(ProfileCatalog.FALLBACK, CATALOGUE.match(seen).id());
    }
}
