package org.vigie.adapter.transport;

import com.fazecast.jSerialComm.SerialPort;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the native part of jSerialComm from a fresh folder that only this user can enter. The library's own way unpacks
 * it into a folder anybody may write to, and loads a file that lies there already without looking at it (java-serial.md
 * section 3). Who has set {@code jSerialComm.library.path} has chosen a folder and keeps it.
 */
final class SerialLibrary {
    static final String FOLDER_PROPERTY = "jSerialComm.library.path";

    private static final Logger log = LoggerFactory.getLogger(SerialLibrary.class);
    private static @Nullable String failure;
    private static boolean tried;

    private SerialLibrary() {}

    /** Loads it at the first call. Returns why it cannot be used; empty when it can. */
    static synchronized Optional<String> load() {
        if (!tried) {
            tried = true;
            try {
                load(System.getProperty(FOLDER_PROPERTY, ""));
            } catch (IOException | UncheckedIOException | LinkageError e) {
                failure = "the serial library cannot be loaded: " + e;
                log.error("event=serial-library-not-loaded cause=\"{}\"", e.toString());
            }
        }
        return Optional.ofNullable(failure);
    }

    private static void load(String chosen) throws IOException {
        if (!chosen.isEmpty()) {
            log.info("event=serial-library version={} folder={}", SerialPort.getVersion(), chosen);
            return;
        }
        Path folder = Files.createTempDirectory("vigie-serial-"); // mode 700, a name nobody can foresee
        try {
            Path library = unpack(folder);
            System.setProperty(FOLDER_PROPERTY, folder.toString());
            // The static part of the class loads the library.
            Class.forName(SerialPort.class.getName(), true, SerialPort.class.getClassLoader());
            log.info("event=serial-library version={} file={}", SerialPort.getVersion(), library.getFileName());
        } catch (ClassNotFoundException e) {
            throw new IOException(e);
        } finally {
            delete(folder); // it stays mapped; Windows keeps the file, see docs/adr/0053
        }
    }

    private static Path unpack(Path folder) throws IOException {
        String name = isWindows() ? "jSerialComm.dll" : isMac() ? "libjSerialComm.jnilib" : "libjSerialComm.so";
        for (String machine : machines(System.getProperty("os.arch", ""))) {
            String resource = "/" + (isWindows() ? "Windows" : isMac() ? "OSX" : "Linux") + "/" + machine + "/" + name;
            try (InputStream packed = SerialPort.class.getResourceAsStream(resource)) {
                if (packed != null) {
                    Path file = folder.resolve(name);
                    Files.copy(packed, file);
                    return file;
                }
            }
        }
        throw new IOException(
                "no native library for " + System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    }

    /** The folders of the jar that may hold the library of a machine, best first. */
    static List<String> machines(String arch) {
        return switch (arch.toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> List.of("x86_64");
            case "aarch64", "arm64" -> List.of("armv8_64", "aarch64");
            case "x86", "i386", "i686" -> List.of("x86");
            case "arm", "armv7l" -> List.of("armv7hf", "armv7");
            case "ppc64le" -> List.of("ppc64le");
            default -> List.of();
        };
    }

    private static void delete(Path folder) {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            log.debug("event=serial-library-folder-kept folder={} cause={}", folder, e.toString());
        }
    }

    private static boolean isWindows() {
        return os().contains("win") && !isMac();
    }

    private static boolean isMac() {
        return os().contains("mac");
    }

    private static String os() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    }
}
