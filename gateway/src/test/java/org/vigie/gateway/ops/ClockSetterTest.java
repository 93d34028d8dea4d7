package org.vigie.gateway.ops;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.gateway.testing.Await;

/** The command that sets the clock gets its own words, then the time, and no shell. */
class ClockSetterTest {
    @TempDir
    private Path folder = Path.of("unset");

    @Test
    void theTimeIsTheLastWordInUtc() throws IOException {
        Path said = folder.resolve("said");
        Path command = Files.writeString(
                folder.resolve("set"),
                "#!/bin/sh\nprintf '%s|' \"$@\" > " + said + ".new\nmv " + said + ".new " + said + "\n");
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwx------"));
        new ClockSetter(List.of(command.toString(), "set-time; no shell")).forward(Duration.ofDays(365));
        Await.until("the command has run", () -> Files.exists(said));
        String words = Files.readString(said);
        assertTrue(words.matches("set-time; no shell\\|20\\d\\d-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC\\|"), words);
        String year = Instant.now().plus(Duration.ofDays(365)).toString().substring(0, 4);
        assertTrue(words.contains("|" + year), words);
    }

    @Test
    void withoutACommandNothingHappensAndOneThatDoesNotExistIsOnlyLogged() {
        new ClockSetter(List.of()).forward(Duration.ofMinutes(1));
        Path none = folder.resolve("none");
        new ClockSetter(List.of(none.toString())).forward(Duration.ofMinutes(1));
        assertFalse(Files.exists(none));
    }
}
