package org.vigie.gateway.power;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.model.ward.PowerState;

class PowerWatchTest {
    @TempDir
    private Path folder = Path.of("unset");

    private final List<String> told = new ArrayList<>();

    private void supply(String name, Map<String, String> facts) throws IOException {
        Path supply = Files.createDirectories(folder.resolve(name));
        for (Map.Entry<String, String> fact : facts.entrySet()) {
            Files.writeString(supply.resolve(fact.getKey()), fact.getValue() + "\n");
        }
    }

    private void laptop(String online, String percent) throws IOException {
        supply("AC", Map.of("type", "Mains", "online", online));
        supply("BAT0", Map.of("type", "Battery", "capacity", percent, "status", "Unknown", "present", "1"));
        supply("hid-mouse", Map.of("type", "Battery", "scope", "Device", "capacity", "3", "status", "Discharging"));
        supply("ucsi-source", Map.of("type", "USB", "online", "0"));
    }

    private PowerWatch watch() {
        return new PowerWatch(folder, (state, text) -> told.add(state + " " + text));
    }

    @Test
    void aBoxWithoutABatterySaysNothing() throws IOException {
        try (PowerWatch watch = watch()) {
            watch.look();
            supply("AC", Map.of("type", "Mains", "online", "1"));
            supply("hid-mouse", Map.of("type", "Battery", "scope", "Device", "capacity", "3", "status", "Discharging"));
            watch.look();
        }
        try (PowerWatch nowhere = new PowerWatch(folder.resolve("not-there"), (state, text) -> told.add(text))) {
            nowhere.look();
        }
        assertEquals(List.of(), told);
    }

    @Test
    void worseIsToldWhenSeenTwiceAndBetterAtOnce() throws IOException {
        try (PowerWatch watch = watch()) {
            laptop("1", "97");
            watch.look();
            laptop("0", "96");
            watch.look();
            laptop("1", "96");
            watch.look();
            assertEquals(List.of("MAINS on mains, 97 %"), told, "a bad contact of a moment");
            laptop("0", "60");
            watch.look();
            watch.look();
            laptop("0", "20");
            watch.look();
            watch.look();
            watch.look();
            assertEquals("on battery, 20 %", watch.note().orElseThrow());
            laptop("1", "21");
            watch.look();
            assertEquals(
                    List.of(
                            "MAINS on mains, 97 %",
                            "BATTERY on battery, 60 %", "LOW on battery, 20 %", "MAINS on mains, 21 %"),
                    told);
            assertTrue(watch.note().isEmpty());
        }
    }

    @Test
    void withoutAKnownLineTheBatterysOwnWordCounts() throws IOException {
        supply("BAT0", Map.of("type", "Battery", "capacity", "80", "status", "Discharging"));
        supply("BAT1", Map.of("type", "Battery", "capacity", "nonsense", "status", "Full"));
        assertEquals(
                new PowerWatch.Reading(PowerState.BATTERY, 80),
                PowerWatch.read(folder).orElseThrow());
    }
}
