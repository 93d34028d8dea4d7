package org.vigie.gateway.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.model.alarm.OwnAlarm;
import org.vigie.model.alarm.Priority;
import org.vigie.model.ward.BedPlace;
import org.vigie.model.ward.Site;
import org.vigie.model.ward.Ward;
import org.vigie.model.ward.WardEvent;
import org.vigie.model.ward.WardPolicy;

/**
 * What is around the box: told once, and as long as nobody has heard it; ways to other networks as Linux lists them.
 */
class BoxWatchTest {
    private static final Instant NOW = Instant.parse("2026-03-01T20:00:00Z");
    private static final String HEAD =
            "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n";
    private static final String SEGMENT = "eth0\t000AA8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n";
    private static final String ZEROS = "0".repeat(32);

    @TempDir
    private Path folder = Path.of("unset");

    @Test
    void theWardIsToldOfAProblemOnceAndOfItsEndAndOfNothingElse() {
        AtomicReference<Optional<String>> problem = new AtomicReference<>(Optional.empty());
        Ward quiet = Ward.start(new Site("s", "u", List.of(BedPlace.named("R01")), WardPolicy.DEFAULT), NOW);
        AtomicReference<Ward> ward = new AtomicReference<>(quiet);
        List<String> told = new ArrayList<>();
        try (BoxWatch watch = new BoxWatch(OwnAlarm.PAPER, problem::get, ward::get, told::add)) {
            watch.look();
            problem.set(Optional.of("no paper"));
            watch.look();
            watch.look();
            problem.set(Optional.empty());
            watch.look();
            watch.look();
        }
        assertEquals(List.of("no paper", ""), told);
        List<String> refused = new ArrayList<>();
        try (BoxWatch full = new BoxWatch(
                OwnAlarm.PAPER, problem::get, ward::get, text -> refused.add(text) && refused.size() > 2)) {
            problem.set(Optional.of("no paper"));
            for (int i = 0; i < 5; i++) {
                full.look();
            }
            problem.set(Optional.empty());
        }
        assertEquals(List.of("no paper", "no paper", "no paper"), refused, "told until there was room for it");
        Ward failing = quiet.apply(new WardEvent.BoxTold(OwnAlarm.PAPER, "no paper"), NOW)
                .ward();
        assertEquals("VIGIE_PAPER", failing.unit().alarms().getFirst().key().condition());
        assertEquals(Priority.LOW, failing.unit().alarms().getFirst().priority());
        ward.set(failing);
        try (BoxWatch after = new BoxWatch(OwnAlarm.PAPER, problem::get, ward::get, told::add)) {
            after.look();
        }
        assertEquals(List.of("no paper", "", ""), told, "an alarm of the run before is ended");
        assertTrue(failing.apply(new WardEvent.BoxTold(OwnAlarm.PAPER, ""), NOW)
                .ward()
                .unit()
                .alarms()
                .isEmpty());
    }

    @Test
    void whatStoodBeforeTheStartEndsOnlyWhenThereWasTimeToLook() {
        Ward quiet = Ward.start(new Site("s", "u", List.of(BedPlace.named("R01")), WardPolicy.DEFAULT), NOW);
        Ward standing = quiet.apply(new WardEvent.BoxTold(OwnAlarm.DUPLICATE_BOX, "box-1"), NOW)
                .ward();
        AtomicReference<Optional<String>> problem = new AtomicReference<>(Optional.empty());
        AtomicBoolean settled = new AtomicBoolean();
        List<String> told = new ArrayList<>();
        try (BoxWatch watch =
                new BoxWatch(OwnAlarm.DUPLICATE_BOX, problem::get, () -> standing, told::add).wellWhen(settled::get)) {
            watch.look();
            assertEquals(List.of(), told, "it has not listened for long enough");
            problem.set(Optional.of("box-1"));
            watch.look();
            assertEquals(List.of("box-1"), told);
            problem.set(Optional.empty());
            watch.look();
            settled.set(true);
            watch.look();
            watch.look();
        }
        assertEquals(List.of("box-1", ""), told);
        told.clear();
        try (BoxWatch other =
                new BoxWatch(OwnAlarm.DUPLICATE_BOX, problem::get, () -> standing, told::add).wellWhen(settled::get)) {
            other.look();
        }
        assertEquals(List.of(""), told);
    }

    private Optional<String> ways(String route, String route6) throws IOException {
        Files.writeString(folder.resolve("route"), route);
        Files.writeString(folder.resolve("ipv6_route"), route6);
        return new OtherNetworks(folder).problem();
    }

    @Test
    void aDefaultRouteIsAWayToAnotherNetworkAndASegmentIsNot() throws IOException {
        assertEquals(Optional.empty(), new OtherNetworks(folder).problem(), "no such table");
        assertEquals(Optional.empty(), ways(HEAD + SEGMENT, ""));
        assertEquals(
                Optional.of("default route wlan0 to 192.168.1.254"),
                ways(HEAD + SEGMENT + "wlan0\t00000000\tFE01A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0\n", ""));
        assertEquals(
                Optional.of("default route ppp0 to 0.0.0.0"),
                ways(HEAD + "ppp0\t00000000\t00000000\t0001\t0\t0\t0\t00000000\t0\t0\t0\n", ""));
        assertEquals(
                Optional.empty(),
                ways(HEAD + "eth0\t00000000\t0100A8C0\t0203\t0\t0\t0\t00000000\t0\t0\t0\n", ""),
                "a route that refuses");
    }

    @Test
    void theSameForTheSixthVersionWhereLoopbackHasARefusingDefaultOfItsOwn() throws IOException {
        String refusing = ZEROS + " 00 " + ZEROS + " 00 " + ZEROS + " ffffffff 00000001 00000000 00200200       lo\n";
        String router = "fe80" + "0".repeat(27) + "1";
        String way = ZEROS + " 00 " + ZEROS + " 00 " + router + " 00000400 00000001 00000000 00000003     eth1\n";
        assertEquals(Optional.empty(), ways("", refusing));
        assertEquals(Optional.of("default route eth1 to fe80:0:0:0:0:0:0:1"), ways("", refusing + way));
    }

    @Test
    void whatIsNotATableSaysNothing() throws IOException {
        assertEquals(
                Optional.empty(),
                ways("eth0 00000000 zz zz\n\neth0 00000000 1 xyz 0 0 0 00000000", "x 00 \n" + "y ".repeat(40)));
        assertEquals(
                Optional.of("default route eth0"),
                ways("eth0 00000000 zz 1 0 0 0 00000000 0 0 0", ""),
                "a way, whatever its gateway is");
    }
}
