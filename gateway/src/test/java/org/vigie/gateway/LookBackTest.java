package org.vigie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.gateway.testing.Await;
import org.vigie.gateway.testing.Messages;
import org.vigie.gateway.testing.Mllp;
import org.vigie.model.testing.SharedData;

class LookBackTest {
    @TempDir
    private Path folder = Path.of("unset");

    private static void assertFits(String schema, String json) throws IOException {
        String text = Files.readString(SharedData.repository().resolve("docs/api").resolve(schema));
        Schema made = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text, InputFormat.JSON);
        assertEquals(List.of(), made.validate(json, InputFormat.JSON), json);
    }

    private static int samples(JsonNode trends) {
        int sum = 0;
        for (JsonNode series : trends.get("series")) {
            for (JsonNode n : series.get("samples")) {
                sum += n.asInt();
            }
        }
        return sum;
    }

    @Test
    void trendsOfABedAreThereAtOnceAndAgainAfterAPowerCut() throws Exception {
        try (TestSite site = TestSite.start(folder, TestSite.beds(2))) {
            try (Mllp monitor = site.monitor()) {
                for (int i = 0; i < 5; i++) {
                    monitor.ask(Messages.values("R01", 70 + i, 95));
                    int sum = 2 * (i + 1);
                    Await.until("sampled", () -> samples(site.json("api/v1/trends?bed=R01&hours=1")) >= sum);
                }
            }
            String body = site.get("api/v1/trends?bed=R01&hours=1").body();
            assertFits("trends.schema.json", body);
            JsonNode one = site.json("api/v1/trends?bed=R01&hours=24&parameters=MDC_ECG_HEART_RATE");
            assertEquals(1, one.get("series").size());
            assertEquals(120, one.get("stepSeconds").asInt());
            assertEquals(0, site.json("api/v1/trends?bed=R02").get("series").size());
            site.powerCut();
            Await.until("read back", () -> {
                JsonNode again = site.json("api/v1/trends?bed=R01&hours=1");
                return again.get("loadingFrom").isNull() && samples(again) >= 10;
            });
            JsonNode again = site.json("api/v1/trends?bed=R01&hours=1");
            assertEquals(10, samples(again), again.toString());
            assertFits("trends.schema.json", again.toString());
        }
    }

    @Test
    void whatCannotBeAnsweredIsRefusedWithAReason() throws Exception {
        try (TestSite site = TestSite.start(folder, TestSite.beds(1))) {
            for (String bad : List.of("hours=0", "hours=73", "hours=-1", "hours=1e3", "hours=99999999999", "hours=")) {
                assertEquals(400, site.get("api/v1/trends?bed=R01&" + bad).statusCode(), bad);
            }
            for (String none : List.of("api/v1/trends", "api/v1/trends?bed=R09", "api/v1/trends?bed=*")) {
                assertEquals(404, site.get(none).statusCode(), none);
            }
            assertTrue(site.get("api/v1/trends?bed=R01")
                    .headers()
                    .firstValue("Content-Security-Policy")
                    .isPresent());
        }
    }
}
