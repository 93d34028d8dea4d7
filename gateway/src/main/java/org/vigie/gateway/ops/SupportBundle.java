package org.vigie.gateway.ops;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.vigie.gateway.config.Addresses;
import org.vigie.gateway.config.GatewayConfig;
import org.vigie.gateway.journal.Entry;
import org.vigie.gateway.journal.JournalEntries;
import org.vigie.gateway.journal.JournalReader;
import org.vigie.gateway.journal.RecordKind;

/**
 * What an engineer elsewhere needs, in one zip file without patient data: versions, the site file with its names
 * masked, health and metrics of the running gateway, a summary of the journal (never a payload), the last log lines.
 */
public final class SupportBundle {
    private static final Duration WAIT = Duration.ofSeconds(3);
    private static final int LOG_LINES = 2_000;
    private static final Pattern NAMES = Pattern.compile("(?m)^(\\s*(?:site|unit)\\s*:).*$");
    private static final Pattern COMMENTS = Pattern.compile("(?m)(^|\\s)#.*$");

    private SupportBundle() {}

    /**
     * Writes the bundle.
     *
     * @param zip file to write; replaced when it exists
     * @param siteFile the site file as it stands
     * @param config what it says
     * @throws IOException when the zip cannot be written
     */
    public static void write(Path zip, Path siteFile, GatewayConfig config) throws IOException {
        List<URI> addresses = addresses(config);
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip), StandardCharsets.UTF_8)) {
            entry(out, "version.txt", versions());
            entry(out, "site.yaml", masked(Files.readString(siteFile)));
            for (String page : List.of("health/live", "health/ready", "metrics")) {
                entry(out, page.replace('/', '-') + ".txt", ask(addresses, page));
            }
            entry(out, "journal.txt", journal(config.data()));
            entry(out, "log.txt", String.join("\n", Logs.last(config.data(), LOG_LINES)) + "\n");
        }
    }

    /** Names of site and unit are masked, comments are dropped: somebody may have written anything there. */
    static String masked(String siteFile) {
        return COMMENTS.matcher(NAMES.matcher(siteFile).replaceAll("$1 masked")).replaceAll("");
    }

    private static String versions() {
        StringBuilder text = new StringBuilder("vigie " + Version.text() + "\n");
        Map<String, String> properties = new TreeMap<>();
        for (String name : List.of("java.version", "java.vendor", "os.name", "os.version", "os.arch")) {
            properties.put(name, System.getProperty(name, "unknown"));
        }
        properties.forEach(
                (name, value) -> text.append(name).append(' ').append(value).append('\n'));
        text.append("processors ")
                .append(Runtime.getRuntime().availableProcessors())
                .append('\n');
        text.append("max-memory ").append(Runtime.getRuntime().maxMemory()).append('\n');
        return text.toString();
    }

    /** Where the gateway of this site file may be served: where it says itself, else where the file says. */
    private static List<URI> addresses(GatewayConfig config) {
        List<URI> addresses = new ArrayList<>();
        AddressFile.read(config.data()).ifPresent(addresses::add);
        int port = config.http().port();
        if (port > 0) {
            String host = Addresses.isWildcard(config.http().host())
                    ? "127.0.0.1"
                    : config.http().host();
            URI asWritten = URI.create("http://" + Addresses.withPort(host, port) + "/");
            if (!addresses.contains(asWritten)) {
                addresses.add(asWritten);
            }
        }
        return addresses;
    }

    /** The page of the first address that answers. */
    private static String ask(List<URI> addresses, String page) {
        StringBuilder silent = new StringBuilder();
        for (URI address : addresses) {
            Optional<String> answer = ask(address.resolve("/" + page));
            if (answer.isPresent()) {
                return "# " + address + "\n" + answer.get();
            }
            silent.append("no gateway answers on ")
                    .append(address.getAuthority())
                    .append('\n');
        }
        return silent.isEmpty() ? "no gateway is running: no address is known\n" : silent.toString();
    }

    private static Optional<String> ask(URI uri) {
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(WAIT).build()) {
            return Optional.of(
                    client.send(HttpRequest.newBuilder(uri).timeout(WAIT).build(), HttpResponse.BodyHandlers.ofString())
                            .body());
        } catch (IOException notRunning) {
            return Optional.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static String journal(Path data) {
        Map<RecordKind, Long> kinds = new EnumMap<>(RecordKind.class);
        StringBuilder text = new StringBuilder();
        try {
            JournalReader reader = JournalReader.open(data);
            for (long epoch : reader.epochs()) {
                text.append(reader.summary(epoch)).append('\n');
            }
            try (JournalEntries entries = reader.all()) {
                while (entries.hasNext()) {
                    switch (entries.next()) {
                        case Entry.Intact intact -> kinds.merge(intact.entry().kind(), 1L, Long::sum);
                        case Entry.Damage damage -> text.append(damage).append('\n');
                    }
                }
            }
        } catch (IOException unreadable) {
            text.append("cannot be read: ").append(unreadable.getMessage()).append('\n');
        }
        kinds.forEach(
                (kind, count) -> text.append(kind).append(' ').append(count).append('\n'));
        return text.toString();
    }

    private static void entry(ZipOutputStream out, String name, String text) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.closeEntry();
    }
}
