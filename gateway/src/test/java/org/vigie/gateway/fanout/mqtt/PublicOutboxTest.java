package org.vigie.gateway.fanout.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.vigie.gateway.fanout.mqtt.PublicOutbox.Item;
import org.vigie.model.BedId;
import org.vigie.model.alarm.AlarmEvent;
import org.vigie.model.alarm.AlarmKey;
import org.vigie.model.alarm.AlarmState;
import org.vigie.model.alarm.Priority;
import org.vigie.model.limits.Limits;
import org.vigie.model.ward.BedPlace;
import org.vigie.model.ward.Site;
import org.vigie.model.ward.Ward;
import org.vigie.model.ward.WardEffect.Transition;
import org.vigie.model.ward.WardEvent;
import org.vigie.model.ward.WardPolicy;

class PublicOutboxTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Limits.Publication LIMITS =
            new Limits.Publication(3, Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofSeconds(30));

    private final PublicOutbox outbox = new PublicOutbox(LIMITS);
    private Ward ward = Ward.start(site("R01", "R02"), START);
    private long ticket;

    private static Site site(String... beds) {
        return new Site("s", "u", Stream.of(beds).map(BedPlace::named).toList(), WardPolicy.DEFAULT);
    }

    private static Transition step(String bed, String occurrence) {
        return step(bed, occurrence, AlarmState.INACTIVE, AlarmState.ACTIVE_UNACK);
    }

    private static Transition step(String bed, String occurrence, AlarmState from, AlarmState to) {
        return new Transition(
                START,
                occurrence,
                new AlarmKey(new BedId(bed), AlarmKey.VIGIE, null, "X"),
                Priority.HIGH,
                "X",
                "text",
                from,
                AlarmEvent.COND_TRUE,
                to,
                List.of(),
                "because",
                null);
    }

    private static long s(double seconds) {
        return (long) (seconds * 1e9);
    }

    /** Sends everything that is due, without an answer. */
    private List<Item> drain(double second) {
        List<Item> items = new ArrayList<>();
        for (Optional<Item> item = outbox.next(ward, s(second));
                item.isPresent();
                item = outbox.next(ward, s(second))) {
            items.add(item.get());
            outbox.sent(item.get(), ticket++, ward, s(second));
            assertTrue(items.size() < 100, "never done");
        }
        return items;
    }

    private static List<String> occurrences(List<Item> items) {
        return items.stream()
                .filter(Item.Alarm.class::isInstance)
                .map(Item.Alarm.class::cast)
                .map(alarm -> alarm.step().occurrence() + "#" + alarm.seq())
                .toList();
    }

    private static List<String> beds(List<Item> items) {
        return items.stream()
                .filter(Item.State.class::isInstance)
                .map(item -> ((Item.State) item).bed().id().value())
                .toList();
    }

    @Test
    void alarmsGoBeforeStatesInTheirOrderWithNumbersOfTheirBed() {
        outbox.offer(step("R02", "a"));
        outbox.offer(step("R01", "b"));
        outbox.offer(step("R02", "c"));
        List<Item> items = drain(0);
        assertEquals(List.of("a#1", "b#1", "c#2"), occurrences(items.subList(0, 3)));
        assertInstanceOf(Item.Status.class, items.get(3));
        assertEquals(List.of("R01", "R02"), beds(items));
    }

    @Test
    void whatNobodySawIsNotPublished() {
        outbox.offer(step("R01", "a", AlarmState.INACTIVE, AlarmState.PENDING));
        outbox.offer(step("R01", "a", AlarmState.PENDING, AlarmState.ACTIVE_UNACK));
        assertEquals(List.of("a#1"), occurrences(drain(0)));
    }

    @Test
    void unansweredAlarmsGoAgainAfterAReconnectAndEveryStateToo() {
        outbox.offer(step("R01", "a"));
        outbox.offer(step("R01", "b"));
        drain(0);
        outbox.answered(0);
        outbox.offer(step("R01", "c"));
        outbox.connected();
        List<Item> again = drain(0.1);
        assertEquals(List.of("b#2", "c#3"), occurrences(again));
        assertEquals(List.of("R01", "R02"), beds(again));
        assertEquals(2, outbox.waiting());
    }

    @Test
    void aBrokerThatIsAwayTooLongCostsTheOldestAlarmsAndTheyAreCounted() {
        for (int i = 1; i <= 5; i++) {
            outbox.offer(step("R01", "a" + i));
        }
        assertEquals(2, outbox.dropped());
        assertEquals(
                List.of("a3#3", "a4#4", "a5#5"), occurrences(drain(0)), "readers see by the number what is missing");
        outbox.offer(step("R01", "a6"));
        outbox.connected();
        assertEquals(3, outbox.dropped());
        assertEquals(List.of("a4#4", "a5#5", "a6#6"), occurrences(drain(1)));
    }

    @Test
    void ofTheStateOfABedThereIsOnlyTheNewestOnceASecond() {
        drain(0);
        ward = ward.advance(START.plusSeconds(120)).ward();
        assertEquals(List.of(), beds(drain(0.5)), "not yet a second");
        assertEquals(List.of("R01", "R02"), beds(drain(1)));
        assertEquals(List.of(), beds(drain(2.5)), "nothing has changed");
        assertEquals(List.of("R01", "R02"), beds(drain(11)), "refreshed, or the broker forgets it");
    }

    @Test
    void aBedThatLeftTheSiteIsForgotten() {
        drain(0);
        ward = ward.apply(new WardEvent.SiteChanged(site("R02")), START).ward();
        assertTrue(drain(0.1).contains(new Item.Gone(new BedId("R01"))));
        outbox.connected();
        assertEquals(List.of("R02"), beds(drain(0.2)));
    }

    @Test
    void namesInTopicsCannotReachAnotherLevel() {
        PublicTopics topics = new PublicTopics("CHU/Nord +", "edge-a");
        assertEquals("vigie/v1/CHU%2FNord%20%2B/edge-a/status", topics.status());
        assertEquals("vigie/v1/CHU%2FNord%20%2B/edge-a/alarm", topics.alarm(BedId.UNIT));
        assertEquals("vigie/v1/CHU%2FNord%20%2B/edge-a/R%23/state", topics.state(new BedId("R#")));
    }
}
