package org.vigie.gateway.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFileTest {
    @TempDir
    private Path folder;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aFileIsWrittenAndWrittenAnewAndNothingElseStays() throws IOException {
        Path file = folder.resolve("epoch");
        DurableFile.replace(file, bytes("12345"));
        DurableFile.replace(file, bytes("6"));
        assertEquals("6", Files.readString(file));
        assertEquals(List.of("epoch"), names());
    }

    @Test
    void whatAKilledRunLeftBehindIsWrittenOver() throws IOException {
        Path file = folder.resolve("epoch");
        Files.writeString(folder.resolve("epoch.new"), "half of something longer");
        DurableFile.replace(file, bytes("7"));
        assertEquals("7", Files.readString(file));
        assertEquals(List.of("epoch"), names());
    }

    @Test
    void whatCannotTakeItsPlaceLeavesTheOldContentAndNoHalf() throws IOException {
        Path taken = Files.createDirectory(folder.resolve("epoch"));
        Files.writeString(taken.resolve("inside"), "old");
        assertThrows(IOException.class, () -> DurableFile.replace(taken, bytes("8")));
        assertEquals("old", Files.readString(taken.resolve("inside")));
        assertEquals(List.of("epoch"), names());
    }

    @Test
    void aPrivateFileIsItsOwnersAlsoWhereAnOlderOneWasNot() throws IOException {
        Path file = folder.resolve("box.p12");
        Files.writeString(file, "for all");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Files.writeString(folder.resolve("box.p12.new"), "for all");
        DurableFile.replacePrivate(file, bytes("for me"));
        assertEquals("for me", Files.readString(file));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }
}
