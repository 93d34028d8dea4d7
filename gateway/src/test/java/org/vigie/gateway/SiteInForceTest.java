package org.vigie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.vigie.gateway.config.GatewayConfig;
import org.vigie.gateway.config.SiteFile;
import org.vigie.gateway.pipeline.records.Input;

class SiteInForceTest {
    private static final String BEFORE = "beds: [ { bed: R01 } ]\n";
    private static final String AFTER = "beds: [ { bed: R01 }, { bed: R02 } ]\n";

    private final List<Input> journaled = new ArrayList<>();
    private boolean room = true;

    private static GatewayConfig parse(String text) {
        return SiteFile.parse("site.yaml", text, Path.of("/srv"), Set.of("ihe-pcd"));
    }

    private boolean journal(Input input) {
        return room && journaled.add(input);
    }

    @Test
    void aSiteForWhichTheJournalHadNoRoomIsToldAgainAndSaidUntilThen() {
        SiteInForce site = new SiteInForce(this::journal, config -> Map.of(), null, parse(BEFORE), Optional.of(BEFORE));
        room = false;
        site.changed(parse(AFTER), AFTER);
        assertTrue(
                site.problem().orElse("").contains("not in force"),
                () -> site.problem().toString());
        site.again();
        assertEquals(List.of(), journaled);
        room = true;
        site.again();
        assertEquals(List.of(new Input.Site(AFTER)), journaled);
        assertEquals(Optional.empty(), site.problem());
        site.again();
        assertEquals(1, journaled.size(), "once");
    }
}
