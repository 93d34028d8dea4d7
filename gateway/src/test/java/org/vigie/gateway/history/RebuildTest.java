package org.vigie.gateway.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.gateway.pipeline.ProfileDecoding;
import org.vigie.model.limits.Limits;
import org.vigie.model.ward.BedPlace;
import org.vigie.model.ward.Site;
import org.vigie.model.ward.WardPolicy;
import org.vigie.profiles.ProfileCatalog;

final class RebuildTest {
    private static final Instant NOW = Instant.parse("2026-03-01T22:00:00Z");

    @TempDir
    private Path data = Path.of("unset");

    /** A box that has just started must not say that there was no alarm before it has begun to look. */
    @Test
    void thePastIsSaidToBeIncompleteBeforeTheFirstRecordIsRead() {
        History history = new History(Limits.History.DEFAULT);
        Site site = new Site("", "", List.of(BedPlace.named("R01")), WardPolicy.DEFAULT);
        Rebuild rebuild = new Rebuild(
                new Rebuild.Source(
                        data, 1, site, new ProfileDecoding(ProfileCatalog.load()), NOW.minus(Duration.ofHours(1)), NOW),
                history);

        assertTrue(history.alarms().find(row -> true, 0, 1).loading());
        assertTrue(history.trends().loadingFrom().isPresent());

        assertEquals(0, rebuild.run(() -> false));
        assertFalse(history.alarms().find(row -> true, 0, 1).loading());
        assertTrue(history.trends().loadingFrom().isEmpty());
    }
}
