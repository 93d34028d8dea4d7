package org.vigie.gateway.paper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.gateway.testing.Await;
import org.vigie.model.limits.Limits;

class PrinterTest {
    private static final Instant NOW = Instant.parse("2026-01-05T03:00:00Z");

    @TempDir
    private Path folder = Path.of("unset");

    private Path script(String body) throws IOException {
        return script(folder.resolve("print-" + body.hashCode()), body);
    }

    private static Path script(Path script, String body) throws IOException {
        Files.writeString(script, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return script;
    }

    private static Optional<String> print(Printer printer, String content) throws Exception {
        CompletableFuture<Optional<String>> answer = new CompletableFuture<>();
        printer.print("R01", false, () -> Optional.of(content.getBytes(StandardCharsets.UTF_8)), answer::complete);
        return answer.get(30, TimeUnit.SECONDS);
    }

    @Test
    void theFileIsTheLastWordAndNoShellReadsTheOthers() throws Exception {
        Path copy = folder.resolve("copy");
        Path words = folder.resolve("words");
        Path script = script("printf '%s|' \"$@\" > " + words + "; eval cp \"\\${$#}\" " + copy);
        try (Printer printer = new Printer(
                List.of(script.toString(), "-d", "usb; touch " + folder.resolve("bad")),
                Limits.Paper.DEFAULT,
                () -> NOW)) {
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
        try (Printer printer = new Printer(List.of(script.toString()), Limits.Paper.DEFAULT, () -> NOW)) {
            assertEquals(Optional.of("printer-failed"), print(printer, "x"));
            assertTrue(printer.problem().orElseThrow().contains("no printer named usb"), printer.problem()::toString);
            assertEquals(1, printer.failed());
            Files.createFile(flag);
            assertEquals(Optional.empty(), print(printer, "x"));
            assertEquals(Optional.empty(), printer.problem());
        }
        try (Printer nothing =
                new Printer(List.of(folder.resolve("not-there").toString()), Limits.Paper.DEFAULT, () -> NOW)) {
            assertEquals(Optional.of("printer-failed"), print(nothing, "x"));
        }
    }

    /** A print system of two scripts that speak as CUPS's do; what lpstat says lies in three files. */
    private List<String> cups() throws IOException {
        Path lp = folder.resolve("lp");
        Files.writeString(lp, "#!/bin/sh\necho 'request id is usb-7 (1 file(s))'\n");
        Path lpstat = folder.resolve("lpstat");
        Files.writeString(lpstat, """
                #!/bin/sh
                cd "$(dirname "$0")"
                case "$*" in
                  '-l -o usb') cat queue ;;
                  '-l -p usb') cat printer ;;
                  '-l -W completed -o usb') cat completed ;;
                  *) exit 9 ;;
                esac
                """);
        for (Path one : List.of(lp, lpstat)) {
            Files.setPosixFilePermissions(one, PosixFilePermissions.fromString("rwx------"));
        }
        says("queue", "usb-7   vigie   1024   Mon\n\tStatus: \n\tqueued for usb\n");
        says("printer", "printer usb now printing usb-7.  enabled since Mon\n\tConnection: direct\n\tAlerts: none\n");
        says("completed", "");
        return List.of(lp.toString(), "-d", "usb");
    }

    private void says(String file, String text) throws IOException {
        Path part = folder.resolve(file + ".part");
        Files.writeString(part, text);
        Files.move(part, folder.resolve(file), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Printer quick(List<String> command, AtomicReference<Instant> now) {
        Limits.Paper usual = Limits.Paper.DEFAULT;
        return new Printer(
                command,
                new Limits.Paper(4, usual.command(), 3, Duration.ofMillis(20), usual.askFor(), usual.stuckAfter()),
                now::get);
    }

    @Test
    void aJobIsFollowedUntilItHasLeftTheQueueAndAnEmptyPrinterIsAProblemAfterAMinute() throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(NOW);
        try (Printer printer = quick(cups(), now)) {
            assertEquals(Optional.empty(), print(printer, "x"));
            assertEquals(PrintJob.State.QUEUED, printer.jobs().getFirst().state());
            says("printer", "printer usb disabled since Mon -\n\tOut of tray 2\n\tAlerts: media-empty-error\n");
            Await.until("trouble", () -> printer.jobs().getFirst().remedy().equals(Optional.of("paper")));
            assertEquals(Optional.empty(), printer.problem(), "somebody may be on their way");
            now.set(NOW.plusSeconds(61));
            assertEquals(
                    "waits at the printer: R01: printer usb disabled since Mon -; Out of tray 2; Alerts: media-empty-error",
                    printer.problem().orElse(""));
            says("completed", "usb-7   vigie   1024   Mon\n\tAlerts: job-completed-successfully\n");
            says("queue", "");
            Await.until("printed", () -> printer.jobs().getFirst().state() == PrintJob.State.DONE);
            assertEquals(Optional.empty(), printer.problem());
        }
    }

    @Test
    void aJobThatWasCancelledIsNotPrinted() throws Exception {
        List<String> command = cups();
        says("completed", "usb-70  vigie 1 Mon\n\tAlerts: x\nusb-7 vigie 1 Mon\n\tAlerts: job-canceled-by-user\n");
        says("queue", "usb-70   vigie   1024   Mon\n");
        try (Printer printer = quick(command, new AtomicReference<>(NOW))) {
            assertEquals(Optional.empty(), print(printer, "x"));
            Await.until("over", () -> printer.jobs().getFirst().state() == PrintJob.State.FAILED);
            assertTrue(printer.problem().orElseThrow().contains("job-canceled-by-user"), printer.problem()::toString);
        }
    }

    @Test
    void aJobThatEndedWithErrorsIsNotPrintedAndOneWithoutHistoryIsTaken() throws Exception {
        List<String> command = cups();
        says("completed", "usb-7 vigie 1 Mon\n\tAlerts: job-completed-with-errors\n");
        says("queue", "");
        try (Printer printer = quick(command, new AtomicReference<>(NOW))) {
            assertEquals(Optional.empty(), print(printer, "x"));
            Await.until("over", () -> printer.jobs().getFirst().state() == PrintJob.State.FAILED);
            says("completed", "");
            assertEquals(Optional.empty(), print(printer, "x"));
            Await.until("over", () -> printer.jobs().getFirst().state() == PrintJob.State.TAKEN);
        }
    }

    @Test
    void aPrinterInTroubleIsNotWellBecauseThePrintSystemCannotBeAskedForAMoment() throws Exception {
        List<String> command = cups();
        says("printer", "printer usb disabled since Mon -\n\tAlerts: media-empty-error\n");
        Path lpstat = folder.resolve("lpstat");
        try (Printer printer = quick(command, new AtomicReference<>(NOW))) {
            assertEquals(Optional.empty(), print(printer, "x"));
            Await.until("trouble", () -> printer.jobs().getFirst().remedy().equals(Optional.of("paper")));
            Path away = Files.move(lpstat, folder.resolve("away"));
            Path asked = folder.resolve("asked");
            script(lpstat, "echo >> " + asked + "; exit 9");
            Await.until("asked in vain twice", () -> asked.toFile().length() > 1);
            assertEquals(PrintJob.State.QUEUED, printer.jobs().getFirst().state());
            assertEquals(Optional.of("paper"), printer.jobs().getFirst().remedy());
            says("completed", "usb-7 vigie 1 Mon\n\tAlerts: job-completed-successfully\n");
            says("queue", "");
            Files.move(away, lpstat, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Await.until("printed", () -> printer.jobs().getFirst().state() == PrintJob.State.DONE);
        }
    }

    @Test
    void whereThePrintSystemCannotBeAskedTheJobIsTakenAndTheLastFewAreKept() throws Exception {
        List<String> command = cups();
        Files.delete(folder.resolve("lpstat"));
        try (Printer printer = quick(command, new AtomicReference<>(NOW))) {
            for (int i = 0; i < 5; i++) {
                assertEquals(Optional.empty(), print(printer, "x"));
            }
            Await.until("taken", () -> printer.jobs().stream().allMatch(job -> job.state() == PrintJob.State.TAKEN));
            assertEquals(
                    List.of(5L, 4L, 3L),
                    printer.jobs().stream().map(PrintJob::number).toList());
        }
    }

    @Test
    void whatAPersonCanDoIsReadFromTheWordsOfThePrintSystem() {
        Map<String, String> remedies = Map.of(
                "`lp` ended with 1: lp: Error - The printer or class does not exist.", "name",
                "`lp` ended with 1: lp: Error - No default destination.", "name",
                "Cannot run program \"lp\": error=2, No such file or directory", "command",
                "`lp` has not ended within 60 s", "slow",
                "printer usb disabled since Mon -; Paused", "stopped",
                "printer usb now printing usb-7.; Waiting for printer to become available.", "offline",
                "lpstat: Scheduler is not running.", "system",
                "Alerts: toner-empty-error", "toner",
                "Alerts: cover-open", "cover");
        remedies.forEach((words, remedy) -> assertEquals(Optional.of(remedy), PrintWords.remedy(words), words));
        assertEquals(
                Optional.empty(), PrintWords.remedy("printer usb is idle.  enabled since Mon; Connection: direct"));
    }

    @Test
    void aCommandThatHangsIsEnded() throws Exception {
        try (Printer printer = new Printer(
                List.of(script("sleep 600").toString()),
                Limits.Paper.DEFAULT.with(4, Duration.ofMillis(300)),
                () -> NOW)) {
            assertEquals(Optional.of("printer-failed"), print(printer, "x"));
            assertTrue(printer.problem().orElseThrow().contains("not ended"));
        }
    }

    @Test
    void moreThanMayWaitAreRefusedAtOnce() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        List<String> refused = new ArrayList<>();
        try (Printer printer =
                new Printer(List.of("/bin/true"), Limits.Paper.DEFAULT.with(2, Duration.ofSeconds(5)), () -> NOW)) {
            printer.print(
                    "R01",
                    false,
                    () -> {
                        begun.countDown();
                        busy.await();
                        return Optional.of(new byte[0]);
                    },
                    answer -> {});
            assertTrue(begun.await(10, TimeUnit.SECONDS));
            for (int i = 0; i < 3; i++) {
                printer.print("R01", false, () -> Optional.of(new byte[0]), answer -> {
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
