package org.vigie.gateway.paper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.model.limits.Limits;

class PrinterTest {
    @TempDir
    private Path folder = Path.of("unset");

    private Path script(String body) throws IOException {
        Path script = folder.resolve("print-" + body.hashCode());
        Files.writeString(script, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return script;
    }

    private static Optional<String> print(Printer printer, String content) throws Exception {
        CompletableFuture<Optional<String>> answer = new CompletableFuture<>();
        printer.print(() -> Optional.of(content.getBytes(StandardCharsets.UTF_8)), answer::complete);
        return answer.get(30, TimeUnit.SECONDS);
    }

    @Test
    void theFileIsTheLastWordAndNoShellReadsTheOthers() throws Exception {
        Path copy = folder.resolve("copy");
        Path words = folder.resolve("words");
        Path script = script("printf '%s|' \"$@\" > " + words + "; eval cp \"\\${$#}\" " + copy);
        try (Printer printer = new Printer(
                List.of(script.toString(), "-d", "usb; touch " + folder.resolve("bad")), Limits.Paper.DEFAULT)) {
            assertEquals(Optional.empty(), print(printer, "%PDF-1"));
            assertEquals("%PDF-1", Files.readString(copy));
            String given = Files.readString(words);
            assertTrue(given.startsWith("-d|usb; touch " + folder.resolve("bad") + "|"), given);
            assertTrue(Files.notExists(folder.resolve("bad")));
            assertTrue(Files.notExists(Path.of(given.split("\\|", -1)[2])), "no sheet stays behind");
            assertEquals(1, printer.printed());
        }
    }

    @Test
    void aFailedJobIsVisibleUntilOneSucceeds() throws Exception {
        Path flag = folder.resolve("works");
        Path script = script("[ -e " + flag + " ] || { echo 'lp: no printer named usb'; exit 1; }");
        try (Printer printer = new Printer(List.of(script.toString()), Limits.Paper.DEFAULT)) {
            assertEquals(Optional.of("printer-failed"), print(printer, "x"));
            assertTrue(printer.problem().orElseThrow().contains("no printer named usb"), printer.problem()::toString);
            assertEquals(1, printer.failed());
            Files.createFile(flag);
            assertEquals(Optional.empty(), print(printer, "x"));
            assertEquals(Optional.empty(), printer.problem());
        }
        try (Printer nothing = new Printer(List.of(folder.resolve("not-there").toString()), Limits.Paper.DEFAULT)) {
            assertEquals(Optional.of("printer-failed"), print(nothing, "x"));
        }
    }

    @Test
    void aCommandThatHangsIsEnded() throws Exception {
        try (Printer printer =
                new Printer(List.of(script("sleep 600").toString()), new Limits.Paper(4, Duration.ofMillis(300)))) {
            assertEquals(Optional.of("printer-failed"), print(printer, "x"));
            assertTrue(printer.problem().orElseThrow().contains("not ended"));
        }
    }

    @Test
    void moreThanMayWaitAreRefusedAtOnce() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        List<String> refused = new ArrayList<>();
        try (Printer printer = new Printer(List.of("/bin/true"), new Limits.Paper(2, Duration.ofSeconds(5)))) {
            printer.print(
                    () -> {
                        begun.countDown();
                        busy.await();
                        return Optional.of(new byte[0]);
                    },
                    answer -> {});
            assertTrue(begun.await(10, TimeUnit.SECONDS));
            for (int i = 0; i < 3; i++) {
                printer.print(() -> Optional.of(new byte[0]), answer -> {
                    if (answer.isPresent()) {
                        refused.add(answer.get());
                    }
                });
            }
            assertEquals(List.of("printer-busy"), refused);
            busy.countDown();
        }
    }
}
