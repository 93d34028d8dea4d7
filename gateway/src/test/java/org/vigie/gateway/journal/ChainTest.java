package org.vigie.gateway.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** N8 of the catalogue of degraded networks: what was changed behind the program's back is found and named. */
final class ChainTest {
    private static final int RECORDS = 30;

    @TempDir
    Path data;

    private Instant now = Journals.START;

    /** Starts of the box with LIFE records alone, one a second: a seal each 10 s. */
    private void write(int starts) throws Exception {
        for (int start = 0; start < starts; start++) {
            try (Journal journal = JournalDirectory.open(data, Journals.small(), now, Journals.ROOMY)) {
                append(journal, RECORDS);
            }
        }
    }

    private void append(Journal journal, int records) throws Exception {
        for (int i = 0; i < records; i++) {
            now = now.plusSeconds(1);
            journal.append(RecordClass.LIFE, RecordKind.RAW_MESSAGE, "s", now, now, Journals.payload(i));
            journal.force(RecordClass.LIFE);
            journal.maintain(now);
        }
    }

    private ChainCheck check() throws IOException {
        return ChainCheck.of(data, "");
    }

    private Tampering tampering() {
        return new Tampering(data);
    }

    private void assertChecksumsSeeNothing() throws IOException {
        assertEquals(List.of(), Journals.damages(Journals.read(data)), "right checksums, no hole");
    }

    private ChainCheck.Breach onlyBreach(ChainCheck.Kind kind) throws IOException {
        ChainCheck check = check();
        assertEquals(1, check.breaches().size(), check.breaches().toString());
        assertEquals(kind, check.breaches().getFirst().kind(), check.breaches().toString());
        return check.breaches().getFirst();
    }

    private void deleteTree(Path tree) throws IOException {
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, java.io.IOException problem) throws IOException {
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Test
    void everythingThatWasWrittenIsSealedOverAllStarts() throws Exception {
        write(3);
        ChainCheck check = check();
        assertEquals(List.of(), check.breaches());
        assertEquals(List.of(), check.notes());
        assertEquals(3, check.epochs());
        assertEquals(3 * RECORDS, check.records());
        assertEquals(0, check.unsealed());
        assertEquals("1/1", check.first().orElseThrow().toString());
        assertEquals("3/30", check.last().orElseThrow().toString());
        assertTrue(check.seals() >= 9, check.toString());
    }

    @Test
    void aRecordExchangedWithARightChecksumIsNamedWithItsSeals() throws Exception {
        write(2);
        tampering().exchange(1, RecordClass.LIFE, 14);
        assertChecksumsSeeNothing();
        String text = onlyBreach(ChainCheck.Kind.EXCHANGED).text();
        assertTrue(text.contains("record 15 (life 15) is not the one that was sealed"), text);
        assertTrue(text.contains("in epoch 1 between the seals at 11 and 22"), text);
    }

    @Test
    void aRecordThatWasTakenOutIsNamedWhereTheNumbersCloseUp() throws Exception {
        write(2);
        tampering().remove(1, RecordClass.LIFE, 4);
        assertChecksumsSeeNothing();
        List<ChainCheck.Breach> breaches = check().breaches();
        assertEquals(ChainCheck.Kind.EXCHANGED, breaches.getFirst().kind());
        assertTrue(breaches.getFirst().text().contains("record 5 (life 5)"), breaches.toString());
        assertTrue(breaches.stream().anyMatch(breach -> breach.kind() == ChainCheck.Kind.CUT), breaches.toString());
    }

    @Test
    void aCutEndIsNamed() throws Exception {
        write(2);
        tampering().cut(2, RecordClass.LIFE, 3);
        assertChecksumsSeeNothing();
        String text = onlyBreach(ChainCheck.Kind.CUT).text();
        assertTrue(text.contains("life 28 to 30, behind record 27 and all that follows was cut off"), text);
    }

    @Test
    void anEndThatIsCutTogetherWithItsSealsIsFoundByTheNextStart() throws Exception {
        write(2);
        tampering().cut(1, RecordClass.LIFE, 8);
        tampering().lines(1, lines -> lines.subList(0, lines.size() - 2));
        assertChecksumsSeeNothing();
        assertEquals(ChainCheck.Kind.CUT, check().breaches().getFirst().kind());
    }

    @Test
    void theNewestEndCutWithItsSealsIsFoundOnlyByASealThatIsKeptElsewhere() throws Exception {
        write(2);
        String kept = ChainCheck.newest(data).orElseThrow().hash();
        assertTrue(ChainCheck.of(data, kept).anchored());
        tampering().cut(2, RecordClass.LIFE, 8);
        tampering().lines(2, lines -> lines.subList(0, lines.size() - 2));
        assertTrue(check().isWhole(), "within itself it is in order");
        assertFalse(ChainCheck.of(data, kept).anchored());
    }

    @Test
    void aRecordThatIsAddedLaterIsNamed() throws Exception {
        write(2);
        tampering().add(1, RecordClass.LIFE);
        assertChecksumsSeeNothing();
        assertTrue(onlyBreach(ChainCheck.Kind.ADDED).text().contains("1 records of life from record 31 on"));
    }

    @Test
    void aMissingStartIsNamed() throws Exception {
        write(3);
        deleteTree(data.resolve("journal/epoch-0000000002"));
        assertChecksumsSeeNothing();
        assertTrue(onlyBreach(ChainCheck.Kind.EPOCH).text().contains("epoch 2 is missing"));
    }

    @Test
    void theFirstStartsMissingAreNamedWhenRetentionDidNotDeleteThem() throws Exception {
        write(3);
        deleteTree(data.resolve("journal/epoch-0000000001"));
        assertChecksumsSeeNothing();
        assertTrue(onlyBreach(ChainCheck.Kind.EPOCH).text().contains("epoch 1 is missing"));
    }

    @Test
    void aChainThatWasTakenAwayIsNamed() throws Exception {
        write(3);
        deleteTree(data.resolve("journal/epoch-0000000002/chain"));
        assertEquals(ChainCheck.Kind.EPOCH, check().breaches().getFirst().kind());
        assertTrue(check().breaches().getFirst().text().contains("without its chain"));
        deleteTree(data.resolve("journal/epoch-0000000003/chain"));
        assertTrue(check().notes().getFirst().contains("or their chain was removed"), check().toString());
    }

    @Test
    void changedAndMissingSealsAreNamed() throws Exception {
        write(1);
        Path file = new JournalFolder(data).chainFiles(1).getFirst();
        byte[] good = Files.readAllBytes(file);
        tampering().lines(1, lines -> {
            lines.set(1, lines.get(1).replace("from=1 ", "from=2 "));
            return lines;
        });
        assertEquals(ChainCheck.Kind.SEAL, check().breaches().getFirst().kind());
        Files.write(file, good);
        tampering().lines(1, lines -> {
            lines.remove(2);
            return lines;
        });
        assertEquals(ChainCheck.Kind.LINK, onlyBreach(ChainCheck.Kind.LINK).kind());
    }

    @Test
    void aSealMadeAnewForAChangedRecordDoesNotFitWhatFollows() throws Exception {
        write(1);
        tampering().lines(1, lines -> {
            String words = lines.get(1).replace("at=2026", "at=2027");
            String prev = ChainLine.parse(lines.get(1)).orElseThrow().prev();
            lines.set(1, ChainLine.link(words.substring(0, words.indexOf(" prev=")), prev));
            return lines;
        });
        onlyBreach(ChainCheck.Kind.LINK);
    }

    @Test
    void aKillAtAnyRecordIsNoBreachAndTheNextStartSealsWhatItFinds() throws Exception {
        Path killed = data.resolve("killed");
        long before = 0;
        try (Journal journal = JournalDirectory.open(data, Journals.small(), now, Journals.ROOMY)) {
            for (int records = 1; records <= 25; records++) {
                append(journal, 1);
                Path copy = killed.resolve(Integer.toString(records));
                copy(copy);
                ChainCheck found = ChainCheck.of(copy, "");
                assertEquals(List.of(), found.breaches());
                assertEquals(records, found.records() + found.unsealed());
                assertTrue(found.unsealed() <= 11, found.toString());
                assertTrue(found.records() >= before, found.toString());
                before = found.records();
                JournalDirectory.open(copy, Journals.small(), now, Journals.ROOMY)
                        .close();
                ChainCheck restarted = ChainCheck.of(copy, "");
                assertEquals(List.of(), restarted.breaches());
                assertEquals(records, restarted.records());
                new Tampering(copy).exchange(1, RecordClass.LIFE, records - 1);
                assertEquals(1, ChainCheck.of(copy, "").broken(), "sealed by the next start");
            }
        }
    }

    @Test
    void aTornLastSealIsNoBreach() throws Exception {
        try (Journal journal = JournalDirectory.open(data, Journals.small(), now, Journals.ROOMY)) {
            append(journal, 25);
            Path copy = data.resolve("torn");
            copy(copy);
            Path file = new JournalFolder(copy).chainFiles(1).getFirst();
            byte[] bytes = Files.readAllBytes(file);
            for (int cut = 1; cut < 300; cut += 23) {
                Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - cut));
                assertEquals(List.of(), ChainCheck.of(copy, "").breaches());
            }
            JournalDirectory.open(copy, Journals.small(), now, Journals.ROOMY).close();
            ChainCheck restarted = ChainCheck.of(copy, "");
            assertEquals(List.of(), restarted.breaches());
            assertEquals(25, restarted.records());
        }
    }

    @Test
    void anHourBeginsAFileOfItsOwn() throws Exception {
        try (Journal journal = JournalDirectory.open(data, Journals.small(), now, Journals.ROOMY)) {
            for (int hour = 0; hour < 3; hour++) {
                append(journal, 5);
                now = now.plus(Duration.ofHours(1));
            }
        }
        assertEquals(3, new JournalFolder(data).chainFiles(1).size());
        assertEquals(List.of(), check().breaches());
        assertEquals(15, check().records());
    }

    @Test
    void aJournalOfAnOlderVersionHasNoneAndThatIsNoBreach() throws Exception {
        write(2);
        deleteTree(data.resolve("journal/epoch-0000000001/chain"));
        deleteTree(data.resolve("journal/epoch-0000000002/chain"));
        ChainCheck old = check();
        assertFalse(old.isChained());
        assertTrue(old.isWhole());
        assertEquals(List.of("epochs 1 to 2 (2) have no chain: written by an older version"), old.notes());
        write(2);
        ChainCheck mixed = check();
        assertEquals(List.of(), mixed.breaches());
        assertEquals("3/1", mixed.first().orElseThrow().toString());
    }

    @Test
    void messagesAndCurvesAreSealedToo() throws Exception {
        try (Journal journal = Journals.open(data)) {
            for (int i = 1; i <= 9_000; i++) {
                Journals.append(journal, Journals.classOf(i), i);
            }
        }
        assertEquals(9_000, check().records());
        for (RecordClass cls : RecordClass.values()) {
            tampering().exchange(1, cls, 1_700);
        }
        assertChecksumsSeeNothing();
        assertEquals(3, check().broken());
    }

    private void copy(Path to) throws IOException {
        Path from = data.resolve("journal");
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Path target =
                        to.resolve("journal").resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else if (!path.endsWith("ballast")) {
                    Files.copy(path, target);
                }
            }
        }
    }
}
