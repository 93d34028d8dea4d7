package org.vigie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.gateway.testing.Await;
import org.vigie.model.BedId;
import org.vigie.model.ward.Order;
import org.vigie.model.ward.Patient;
import org.vigie.model.ward.Person;
import org.vigie.model.ward.Ward;
import org.vigie.model.ward.Watcher;

/** What people arrange at a hub takes effect at the boxes of the beds, and the answer says where it did not. */
class HubOrdersTest {
    private static final Patient PETIT = new Patient("4711", "Petit", "Paul", null, "M", false, false);

    private static final String HASH = "$argon2id$of-AB";

    @TempDir
    private Path folder;

    private BoxesRig rig;

    @BeforeEach
    void start() throws IOException {
        rig = new BoxesRig(folder);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private static Order watch(String... beds) {
        return new Order.TakeWatch(Arrays.stream(beds).map(BedId::new).toList());
    }

    /** At the box itself, once what it has answered is published there. */
    private static void assertWatched(String by, Gateway box, String bed) {
        Await.until(
                bed + " watched by " + by,
                () -> BoxesRig.bed(box, bed)
                        .watcher()
                        .map(Watcher::initials)
                        .orElse("nobody")
                        .equals(by));
    }

    @Test
    void ordersTakeEffectAtTheBoxesOfTheBedsAndTheAnswerSaysWhereTheyDidNot() {
        pastIsAnsweredAsFarAsItIsHere();
        watchIsTakenEverywhere();
        patientIsMovedWithinABoxOnly();
        unitIsPausedEverywhere();

        assertEquals("", rig.command("standby", "R-box-2"));
        Await.until("standby", () -> rig.page.word("R-box-2").equals("standby"));
        rig.port("box-2").pull();
        Await.until(
                "a bed on standby shows the loss",
                () -> rig.page.word("R-box-2").equals("lost"));
        unreachableBoxIsNamed();
    }

    private void pastIsAnsweredAsFarAsItIsHere() {
        HttpResponse<String> trends = rig.get("/api/v1/trends?bed=R01%20(box-2)&hours=1");
        assertEquals(200, trends.statusCode());
        assertTrue(trends.body().startsWith("{\"bed\":\"R01 (box-2)\""), trends.body());
        String moment = "/api/v1/event?bed=R01%20(box-2)&at=2026-03-01T08:00:00Z";
        Await.until(
                "the first records of the box are here", () -> rig.get(moment).statusCode() == 200);
        HttpResponse<String> event = rig.get(moment);
        assertTrue(event.body().contains("\"kept\":{\"box\":\"box-2\",\"bed\":\"R01\"}"), event.body());
        Await.until(
                "nothing is missing",
                () -> rig.get("/api/v1/alarm-log?bed=R-box-1").body().contains("\"elsewhere\":[]"));
        assertTrue(rig.get("/api/v1/sheets/R-box-1.pdf").body().startsWith("%PDF"));
        assertTrue(rig.get("/api/v1/trends?bed=none").body().contains("no such bed"));
    }

    private void watchIsTakenEverywhere() {
        rig.signOn("AB", HASH);
        assertEquals("", rig.order("AB", watch("R01 (box-1)", "R-box-1", "R-box-2")));
        assertWatched("AB", rig.first, "R01");
        assertWatched("AB", rig.first, "R-box-1");
        assertWatched("AB", rig.second, "R-box-2");
        assertWatched("nobody", rig.second, "R01");
        Await.until(
                "the page says so",
                () -> rig.page.bed("R-box-2").orElseThrow().toString().contains("\"watchedBy\":\"AB\""));
        Person there = rig.second.pipeline().now().ward().people().getFirst();
        assertEquals(HASH, there.pin(), "at the box nobody may speak for them without their PIN");
        assertEquals("still-watching", rig.order("AB", new Order.SignOff("AB")));
        assertEquals("not-on-shift", rig.order("XY", watch("R-box-1")));
        assertEquals("no-name", rig.order(null, watch("R-box-1")));
        assertWatched("AB", rig.first, "R-box-1");
    }

    private void patientIsMovedWithinABoxOnly() {
        BedId from = new BedId("R-box-1");
        BedId to = new BedId("R01 (box-1)");
        assertEquals("", rig.order("AB", new Order.Admit(from, PETIT)));
        Await.until(
                "label", () -> rig.page.bed("R-box-1").orElseThrow().toString().contains("\"label\":\"P.P.\""));
        assertEquals("", rig.order("AB", new Order.Transfer(from, to, false)));
        Await.until("moved", () -> BoxesRig.bed(rig.first, "R01").patient().isPresent());
        assertEquals("different-boxes", rig.order("AB", new Order.Transfer(to, new BedId("R-box-2"), false)));
        assertEquals("no-patient", rig.order("AB", new Order.Transfer(from, to, false)));
        assertEquals("no-such-bed", rig.order("AB", new Order.Discharge(new BedId("R01"), false)), "which of the two?");
        assertEquals("", rig.order("AB", new Order.Discharge(to, false)));
        Await.until("empty", () -> rig.page.word("R01 (box-1)").equals("empty"));
    }

    private void unitIsPausedEverywhere() {
        assertEquals("", rig.command("pause", null));
        assertPaused(true, rig.first);
        assertPaused(true, rig.second);
        assertPaused(true, rig.hub);
        assertEquals("", rig.command("resume", null));
        assertPaused(false, rig.second);
    }

    private static void assertPaused(boolean paused, Gateway box) {
        Await.until("paused: " + paused, () -> {
            Ward ward = box.pipeline().now().ward();
            return ward.unit().soundPausedUntil().isPresent() == paused
                    && ward.beds().values().stream()
                            .allMatch(bed -> bed.soundPausedUntil().isPresent() == paused);
        });
    }

    private void unreachableBoxIsNamed() {
        assertEquals(
                "boxes:box-2=edge-unreachable",
                rig.order("AB", new Order.LeaveWatch(List.of(new BedId("R-box-1"), new BedId("R-box-2")))));
        assertWatched("nobody", rig.first, "R-box-1");
        assertWatched("AB", rig.second, "R-box-2");
        assertEquals("boxes:box-2=edge-unreachable", rig.order("AB", watch("R-box-2")));

        Await.until("one alarm that sounds", () -> sounds("box-2"));
        assertEquals("boxes:box-2=edge-unreachable", rig.command("pause", null));
        assertPaused(true, rig.first);
        assertFalse(sounds("box-2"), "the alarm of the link itself is paused as well");
        rig.command("resume", null);
        Await.until("heard again", () -> sounds("box-2"));
    }

    private boolean sounds(String box) {
        return rig.page
                .alarm(box)
                .filter(alarm -> alarm.get("sounding").asBoolean())
                .isPresent();
    }
}
