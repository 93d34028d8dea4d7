package org.vigie.gateway.paper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.vigie.dashboard.wire.WardView;
import org.vigie.gateway.history.AlarmRows;
import org.vigie.gateway.history.Clock;
import org.vigie.gateway.history.Elsewhere;
import org.vigie.gateway.history.History;
import org.vigie.gateway.history.RemoteLog;
import org.vigie.gateway.history.RemoteSteps;
import org.vigie.gateway.history.RemoteTrends;
import org.vigie.gateway.history.TrendStore;
import org.vigie.gateway.testing.RemoteBeds;
import org.vigie.model.BedId;
import org.vigie.model.alarm.AlarmEvent;
import org.vigie.model.alarm.AlarmState;
import org.vigie.model.limits.Limits;
import org.vigie.model.ward.Site;
import org.vigie.model.ward.Ward;
import org.vigie.model.ward.WardPolicy;

/** The sheet of a bed of another box, at a hub that has no beds of its own. */
class RemoteSheetTest {
    private static final BedId THERE = new BedId("R01");
    private static final String HERE = "R01 (box-1)";
    private static final Instant BEGIN = Instant.parse("2026-03-01T08:00:00Z");
    private static final Instant NOW = BEGIN.plus(Duration.ofMinutes(119)).plusSeconds(50);

    private final RemoteTrends trends = new RemoteTrends(Limits.History.DEFAULT, 4);
    private final RemoteLog log = new RemoteLog(100, (box, bed) -> bed + " (" + box + ")");
    private List<String> incomplete = List.of();

    /** What a hub knows. */
    private final Elsewhere elsewhere = new Elsewhere() {
        @Override
        public Optional<TrendStore> trends(String box) {
            return box.equals("box-1") ? Optional.of(trends.store()) : Optional.empty();
        }

        @Override
        public AlarmRows alarms() {
            return log;
        }

        @Override
        public List<String> incomplete() {
            return incomplete;
        }
    };

    private static WardView.Bed view(String link, String reason) {
        return RemoteBeds.patient(
                HERE,
                link,
                reason,
                new WardView.News2(7, "emergency", Map.of("spo2", 3), List.of(), false, 1, 60_000, "AB", "08:10"));
    }

    /** Two hours; from 08:40 to 09:20 the box was not heard. */
    private void twoHours() {
        for (int minute = 0; minute < 120; minute++) {
            Instant at = BEGIN.plus(Duration.ofMinutes(minute)).plusSeconds(30);
            boolean heard = minute < 40 || minute >= 80;
            trends.link(THERE, heard ? view("live", "none") : view("lost", "link"), at);
            if (heard) {
                trends.values(
                        THERE,
                        List.of(
                                RemoteBeds.numeric("MDC_ECG_HEART_RATE", null, 88, 300),
                                RemoteBeds.numeric("MDC_PULS_OXIM_SAT_O2", null, 93, 300)),
                        at);
            }
        }
        Instant raised = BEGIN.plus(Duration.ofMinutes(31));
        byte[] written = RemoteBeds.lowSpo2(
                "R01", "SpO2 basse", raised, AlarmState.INACTIVE, AlarmEvent.COND_TRUE, AlarmState.ACTIVE_UNACK);
        log.add(
                new RemoteLog.Place(raised, "box-1", 1, 1),
                RemoteSteps.read(written, at -> at, alarm -> null).row().orElseThrow());
    }

    private Sheets sheets(boolean french) {
        Sheets sheets = new Sheets(
                new History(Limits.History.DEFAULT),
                new Sheets.Printing("CHU Exemple", "Réanimation A", "Vigie 0.1 · start 3", french, ""));
        sheets.others(() -> List.of(PaperBed.of(
                view("live", "none"),
                "box-1",
                elsewhere.bed("box-1", "R01", HERE).orElseThrow())));
        return sheets;
    }

    private static Ward hub() {
        return Ward.start(new Site("CHU Exemple", "Réanimation A", List.of(), WardPolicy.DEFAULT), NOW);
    }

    private static Clock clock() {
        return new Clock(NOW, Duration.ZERO, ZoneOffset.UTC);
    }

    private static String text(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }

    private static void has(String text, String part) {
        assertTrue(text.contains(part), () -> part + " in " + text);
    }

    @Test
    void holdsItsValuesItsAlarmsTheGapAndItsCause() throws IOException {
        twoHours();
        byte[] pdf = sheets(true).named(hub(), HERE, clock()).orElseThrow();
        Pages.render(pdf, "remote-sheet");
        String text = text(pdf);
        has(text, "Feuille de secours – lit R01 (box-1)");
        has(text, "Boîtier : box-1");
        has(text, "D. M.");
        has(text, "4711");
        has(text, "88");
        has(text, "93");
        has(text, "*** SpO2 basse");
        has(text, "Sans données :");
        has(text, "08:40–09:20 boîtier injoignable");
        has(text, "NEWS2 7");
        assertTrue(!text.contains("alarmes incomplètes"), text);
        incomplete = List.of("box-1");
        has(text(sheets(false).named(hub(), HERE, clock()).orElseThrow()), "alarms not all here (box-1)");
    }

    @Test
    void itStandsInTheListOfTheUnitAndAmongAllSheets() throws IOException {
        twoHours();
        byte[] unit = sheets(true).unit(hub(), clock());
        Pages.render(unit, "remote-unit");
        has(text(unit), HERE);
        has(text(unit), "88");
        try (PDDocument all = Loader.loadPDF(sheets(true).all(hub(), clock()))) {
            assertEquals(3, all.getNumberOfPages(), "the list and one bed");
        }
        assertTrue(sheets(true).named(hub(), "R01", clock()).isEmpty(), "only by the name it has here");
    }
}
