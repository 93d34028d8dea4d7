package org.vigie.gateway.prove.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.vigie.gateway.prove.topology.HubLook.LinkAlarm;

final class TrialTest {
    private static final Trial.Terms SHORT = new Trial.Terms(
            Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofMillis(300), Duration.ofMillis(200));

    /** However long this machine stands still between two looks. */
    private static final Trial.Terms PATIENT = new Trial.Terms(
            Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMillis(300), Duration.ofMillis(200));

    private static final Map<String, Set<String>> BEDS = Map.of("edge-a", Set.of("R01"), "edge-b", Set.of("R02"));
    private static final Fault CABLE = Fault.pulled("edge-a", "hub-1");

    /** Two hubs that show what a fault asks for, two looks later each time, unless a test says otherwise. */
    private static class Scripted implements Unit {
        private boolean broken;
        private int looks;
        private int alarms;

        @Override
        public Map<String, Set<String>> beds() {
            return BEDS;
        }

        @Override
        public Optional<HubLook> look(String hub) {
            looks++;
            boolean lost = broken == looks > 4;
            if (hub.equals("hub-2") || alarms == 0) {
                return Optional.of(new HubLook(1, Map.of("R01", "live", "R02", "live"), Map.of()));
            }
            return Optional.of(seen(lost ? "lost" : "live", "live", lost ? "active-unack" : "latched-unack"));
        }

        HubLook seen(String first, String second, String alarm) {
            return new HubLook(
                    1,
                    Map.of("R01", first, "R02", second),
                    Map.of("link:edge-a:" + alarms, new LinkAlarm("edge-a", alarm)));
        }

        boolean isMended() {
            return !broken && alarms > 0;
        }

        boolean isBroken() {
            return broken;
        }

        @Override
        public void begin(Fault fault) {
            broken = true;
            looks = 0;
            alarms++;
        }

        @Override
        public void end(Fault fault) {
            broken = false;
            looks = 0;
        }
    }

    private static List<String> wrong(Unit unit) throws Exception {
        return Trial.of(CABLE, unit, SHORT).wrong();
    }

    @Test
    void whatWasSaidBeforehandHolds() throws Exception {
        Trial.Finding finding = Trial.of(CABLE, new Scripted(), PATIENT);
        assertEquals(List.of(), finding.wrong());
        assertTrue(finding.looks() > 5);
        String line = TopologyCampaign.line(CABLE, finding, LocalDate.of(2026, 11, 22));
        assertTrue(
                line.matches(
                        "\\| `pull-edge-a--hub-1` \\| hub-1 loses edge-a; hub-2 untouched \\| \\d+\\.\\d s \\| \\d+\\.\\d s"
                                + " \\| PASS \\| 2026-11-22 \\|"),
                line);
    }

    @Test
    void anAlarmOrAStaleBedOfTheOtherSideIsFoundAtWhicheverLookItComes() throws Exception {
        List<String> wrong = wrong(new Scripted() {
            @Override
            public Optional<HubLook> look(String hub) {
                Optional<HubLook> usual = super.look(hub);
                return hub.equals("hub-2") && isBroken() ? Optional.of(seen("slow", "live", "active-unack")) : usual;
            }
        });
        assertTrue(wrong.contains("hub-2: R01 was slow"), wrong.toString());
        assertTrue(wrong.contains("hub-2 had alarms for [edge-a] instead of []"), wrong.toString());
    }

    @Test
    void aBedThatLooksLiveWhileItsCableIsOutIsFound() throws Exception {
        List<String> wrong = wrong(new Scripted() {
            private int lost;

            @Override
            public Optional<HubLook> look(String hub) {
                boolean first = hub.equals("hub-1") && isBroken() && lost++ == 0;
                return first
                        ? Optional.of(seen("lost", "live", "active-unack"))
                        : Optional.of(seen("live", "live", ""));
            }
        });
        assertTrue(wrong.getFirst().startsWith("not shown any more: {hub-1={R01=live"), wrong.toString());
    }

    @Test
    void whatIsNeverShownOrNeverComesBackIsFound() throws Exception {
        Trial.Finding finding = Trial.of(
                CABLE,
                new Scripted() {
                    @Override
                    public Optional<HubLook> look(String hub) {
                        return hub.equals("hub-2") && isBroken()
                                ? Optional.empty()
                                : Optional.of(new HubLook(1, Map.of("R01", "live"), Map.of()));
                    }
                },
                SHORT);
        assertTrue(Double.isInfinite(finding.shown()));
        assertFalse(finding.holds());
        assertTrue(
                finding.wrong()
                        .containsAll(List.of(
                                "not all beds were live before",
                                "it was not shown within 1 s",
                                "hub-1 had other beds: [R01]",
                                "hub-2 did not answer",
                                "not all live again within 1 s")),
                finding.wrong().toString());
        assertTrue(TopologyCampaign.line(CABLE, finding, LocalDate.EPOCH).contains("| **never** |"));
    }

    @Test
    void aBedThatIsSlowOnceMoreIsNotYetLiveAgain() throws Exception {
        Trial.Finding finding = Trial.of(
                CABLE,
                new Scripted() {
                    private int mended;

                    @Override
                    public Optional<HubLook> look(String hub) {
                        Optional<HubLook> usual = super.look(hub);
                        mended += isMended() && hub.equals("hub-1") ? 1 : 0;
                        return mended == 4 && hub.equals("hub-1")
                                ? Optional.of(seen("slow", "live", "latched-unack"))
                                : usual;
                    }
                },
                PATIENT);
        assertEquals(List.of(), finding.wrong());
        assertTrue(finding.again() >= 0.4, "its fifth look is not before: " + finding.again());
    }

    @Test
    void everyCableIsPulledAndEveryProcessKilledOnce() {
        assertEquals(
                Set.of("edge-a--hub-1", "edge-a--hub-2", "edge-b--hub-1", "edge-b--hub-2"), targets(Fault.Kind.PULLED));
        assertEquals(
                Set.of("broker of hub-1", "broker of hub-2", "edge-a", "edge-b", "hub-1", "hub-2"),
                targets(Fault.Kind.KILLED));
    }

    private static Set<String> targets(Fault.Kind kind) {
        return Fault.all().stream()
                .filter(fault -> fault.kind() == kind)
                .flatMap(fault -> fault.targets().stream())
                .collect(Collectors.toSet());
    }

    @Test
    void whatTheDemoPrintsIsReadAndTheNewestProcessCounts() {
        Boxes boxes = Boxes.of("""
                broker of hub-1 (process 11)
                hub-1 http://127.0.0.1:8080/ (process 12)
                edge-a http://127.0.0.1:9090/ (process 13)
                Try: rm /somewhere/cables/edge-a--hub-1 pulls that cable (process 99) and so on
                cable edge-a--hub-1 pulled
                broker of hub-1 again (process 14)
                """);
        assertEquals(URI.create("http://127.0.0.1:8080/"), boxes.page("hub-1"));
        assertEquals(14, boxes.process("broker of hub-1"));
        assertEquals(13, boxes.process("edge-a"));
        assertEquals(List.of(11L, 12L, 13L, 14L), boxes.started());
        assertThrows(NoSuchElementException.class, () -> boxes.process("hub-2"));
    }

    @Test
    void aHubsAnswerIsReadAndAnAlarmThatIsOverIsNotOn() throws Exception {
        HubLook look = HubLook.of(JsonMapper.builder().build().readTree("""
                {"epoch": 7,
                 "beds": [{"bed": "R01", "link": "live"}, {"bed": "R02", "link": "lost"}],
                 "alarms": [
                   {"id": "link:edge-b:2", "code": "VIGIE_EDGE_LOST", "text": "edge-b", "state": "active-unack"},
                   {"id": "link:edge-a:1", "code": "VIGIE_EDGE_LOST", "text": "edge-a", "state": "latched-unack"},
                   {"id": "x", "code": "VIGIE_CLOCK", "text": "edge-c", "state": "active-unack"}]}
                """));
        assertEquals(7, look.epoch());
        assertEquals(Set.of("R02"), look.beds("lost"));
        assertEquals(List.of("edge-b"), look.lostEdges());
        assertEquals(Set.of("link:edge-a:1", "link:edge-b:2"), look.alarms().keySet());
    }
}
