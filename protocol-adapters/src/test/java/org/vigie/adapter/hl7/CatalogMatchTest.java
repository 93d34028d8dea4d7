package org.vigie.adapter.hl7;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vigie.adapter.hl7.codec.AckMode;
import org.vigie.adapter.hl7.codec.ScanResult.Scanned;
import org.vigie.adapter.hl7.codec.StructureScan;
import org.vigie.adapter.hl7.session.ProfileMatch.Matched;
import org.vigie.adapter.testing.Golden;
import org.vigie.profiles.Fingerprint;
import org.vigie.profiles.ProfileCatalog;

final class CatalogMatchTest {
    private final CatalogMatch match = new CatalogMatch(ProfileCatalog.load());

    private static Scanned scanned(String name) {
        return assertInstanceOf(Scanned.class, StructureScan.scan(Golden.message(name)));
    }

    @ParameterizedTest
    @CsvSource({
        "pds-54-two-alarms, mindray-pds",
        "pds-204-values, mindray-pds",
        "mdil-alert-list, philips-mdil",
        "pcd01-twenty-values, ihe-pcd",
        "pcd04-low-spo2-start, ihe-pcd"
    })
    void findsTheProfileByWhatTheMessageShows(String name, String profile) {
        assertEquals(profile, match.match(scanned(name)).profile());
    }

    @Test
    void takesOverWhatTheProfileSaysAboutIdsAndAnswers() {
        assertEquals(new Matched("mindray-pds", false, AckMode.NONE), match.match(scanned("pds-204-values")));
    }

    @Test
    void showsTheCatalogueTheHeaderAndTheFirstCodeSystem() {
        assertEquals(
                new Fingerprint("VMON", "ICU", "ORU^R01", "PCD01-1", Set.of("MDC")),
                CatalogMatch.fingerprint(scanned("pcd01-twenty-values")));
        assertEquals(
                new Fingerprint("", "", "ORU^R01", "54", Set.of()),
                CatalogMatch.fingerprint(scanned("pds-54-all-clear")));
    }
}
