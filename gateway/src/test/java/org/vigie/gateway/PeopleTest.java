package org.vigie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.gateway.testing.Await;
import org.vigie.gateway.testing.Messages;
import org.vigie.gateway.testing.Mllp;
import org.vigie.gateway.testing.Replica;

/** People, watch and admissions from the display to the journal and back over a power cut. */
class PeopleTest {
    @TempDir
    private Path folder = Path.of("unset");

    private int asked;

    @Test
    void aWatchSurvivesAPowerCutAndABedWithoutOneIsShown() throws Exception {
        try (TestSite site = TestSite.start(folder, TestSite.beds(2))) {
            try (Replica display = site.display()) {
                assertTrue(site.bed("R01").get("care").get("unwatched").asBoolean());
                assertEquals(
                        "",
                        order(
                                display,
                                "sign-on",
                                null,
                                "null",
                                "{\"initials\":\"AB\",\"name\":\"Anne\",\"pin\":null}"));
                assertEquals("", order(display, "take-watch", "AB", "[\"R01\"]", "null"));
                Await.until("watched", () -> display.state().toString().contains("\"watchedBy\":\"AB\""));
                assertEquals(
                        "AB",
                        display.state().get("people").get(0).get("initials").asText());
            }
            site.powerCut();
            assertEquals("AB", site.bed("R01").get("care").get("watchedBy").asText());
            assertTrue(site.bed("R02").get("care").get("unwatched").asBoolean());
            assertEquals("Anne", site.ward().get("people").get(0).get("name").asText());
        }
    }

    @Test
    void whoHasAPinIsOnlyNamedWhereItWasGivenButMayAlwaysAcknowledge() throws Exception {
        try (TestSite site = TestSite.start(folder, TestSite.beds(1));
                Mllp monitor = site.monitor();
                Replica nurse = site.display();
                Replica stranger = site.display()) {
            monitor.ask(Messages.values("R01", 72, 84));
            String anne = "{\"initials\":\"AB\",\"name\":null,\"pin\":\"135790\"}";
            assertEquals("", order(nurse, "sign-on", null, "null", anne));
            Await.until("on shift", () -> stranger.state().get("people").size() == 1);
            assertEquals("pin-needed", order(stranger, "take-watch", "AB", "[\"R01\"]", "null"));
            assertEquals(
                    "pin-needed",
                    order(stranger, "sign-on", null, "null", "{\"initials\":\"AB\",\"name\":null,\"pin\":\"246802\"}"));
            assertEquals(
                    "wrong-pin",
                    signIn(stranger, "AB", "\"111111\"", "null").get("reason").asText());

            JsonNode signed = signIn(nurse, "AB", "\"135790\"", "null");
            assertTrue(signed.get("accepted").asBoolean());
            assertEquals("", order(nurse, "take-watch", "AB", "[\"R01\"]", "null"));

            monitor.ask(Messages.lowSpo2("R01", "start"));
            Await.until("alarm", () -> stranger.hasAlarm("R01"));
            acknowledge(stranger);
            JsonNode alarm = site.bed("R01").get("alarms").get(0);
            assertEquals("active-ack", alarm.get("state").asText(), "nobody is locked out of silencing");
            assertEquals("?", alarm.get("acknowledgedBy").asText(), "the log says: no name");

            try (Replica back = site.display()) {
                assertEquals(
                        "no-session",
                        signIn(back, "AB", "null", "\"forged\"").get("reason").asText());
                assertTrue(signIn(back, "AB", "null", signed.get("token").toString())
                        .get("accepted")
                        .asBoolean());
                assertEquals("", order(back, "leave-watch", "AB", "[\"R01\"]", "null"));
            }
        }
        assertFalse(onDisk("135790"), "no PIN is written anywhere");
        assertTrue(onDisk("$argon2id$"));
    }

    @Test
    void aPatientIsAdmittedByHandAndNamesGoOnlyToWhoGaveTheirOwn() throws Exception {
        try (TestSite site = TestSite.start(folder, TestSite.beds(2));
                Replica display = site.display()) {
            order(display, "sign-on", null, "null", "{\"initials\":\"AB\",\"name\":null,\"pin\":null}");
            String patient =
                    "{\"patientId\":null,\"familyName\":\"Petit\",\"givenName\":\"Paul\",\"birthDate\":\"1950-02-03\",\"sex\":\"M\"}";
            assertEquals("", admit(display, "AB", patient));
            assertEquals("bad-date", admit(display, "AB", patient.replace("1950-02-03", "1950-13-03")));
            assertEquals("no-name", admit(display, null, patient));
            Await.until("label", () -> site.bed("R01").get("label").asText().equals("P.P."));
            assertEquals("hand", site.bed("R01").get("care").get("identity").asText());
            assertFalse(site.bed("R01").get("identityVerified").asBoolean());
            assertFalse(site.ward().toString().contains("Petit"), "not in the stream of all displays");
            assertFalse(names(display, "XY").get("accepted").asBoolean());
            JsonNode names = names(display, "AB");
            assertEquals("Petit", names.get("names").get(0).get("familyName").asText());
            assertEquals("", order(display, "transfer", "AB", "[\"R01\",\"R02\"]", "null"));
            Await.until("moved", () -> site.bed("R02").get("label").asText().equals("P.P."));
            assertEquals("empty", site.bed("R01").get("link").asText());
            assertEquals("", order(display, "discharge", "AB", "[\"R02\"]", "null"));
            Await.until("empty", () -> site.bed("R02").get("link").asText().equals("empty"));
        }
    }

    private String order(Replica display, String order, @Nullable String user, String beds, String person) {
        return ask(
                display,
                "{\"type\":\"order\",\"id\":\"ID\",\"order\":\"" + order + "\",\"user\":" + quoted(user) + ",\"beds\":"
                        + beds + ",\"person\":" + person + ",\"patient\":null,\"closing\":false}");
    }

    private String admit(Replica display, @Nullable String user, String patient) {
        return ask(
                display,
                "{\"type\":\"order\",\"id\":\"ID\",\"order\":\"admit\",\"user\":" + quoted(user)
                        + ",\"beds\":[\"R01\"],\"person\":null,\"patient\":" + patient + ",\"closing\":false}");
    }

    private static String quoted(@Nullable String user) {
        return user == null ? "null" : '"' + user + '"';
    }

    private String ask(Replica display, String frame) {
        JsonNode reason = answer(display, "result", frame).get("reason");
        return reason.isNull() ? "" : reason.asText();
    }

    private JsonNode signIn(Replica display, String user, String pin, String token) {
        return answer(
                display,
                "signed-in",
                "{\"type\":\"sign-in\",\"id\":\"ID\",\"user\":\"" + user + "\",\"pin\":" + pin + ",\"token\":" + token
                        + "}");
    }

    private JsonNode names(Replica display, String user) {
        return answer(display, "names", "{\"type\":\"ask-names\",\"id\":\"ID\",\"user\":\"" + user + "\"}");
    }

    private JsonNode answer(Replica display, String type, String frame) {
        asked++;
        String id = "q" + asked;
        display.send(frame.replace("\"ID\"", '"' + id + '"'));
        Await.until("answer to " + frame, () -> find(display, type, id).isPresent());
        return find(display, type, id).orElseThrow();
    }

    private static Optional<JsonNode> find(Replica display, String type, String id) {
        return display.frames(type).stream()
                .filter(frame -> frame.get("id").asText().equals(id))
                .findFirst();
    }

    private void acknowledge(Replica display) {
        ask(
                display,
                "{\"type\":\"command\",\"id\":\"ID\",\"action\":\"acknowledge\",\"bed\":\"R01\",\"alarm\":null,\"user\":\"AB\"}");
        Await.until("acknowledged", () -> display.state().toString().contains("active-ack"));
    }

    private boolean onDisk(String text) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                if (content.contains(text)) {
                    return true;
                }
            }
        }
        return false;
    }
}
