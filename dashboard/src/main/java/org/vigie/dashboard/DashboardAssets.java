package org.vigie.dashboard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The files of the central station, by request path. Only the files listed here exist: nothing of a request ever
 * becomes a file name. Immutable, thread-safe, wholly in memory (about 250 kB).
 */
public final class DashboardAssets {
    /**
     * What the page may do: run and style itself from its own origin and talk to it, nothing else. Source: security.md
     * section 5; {@code worker-src} for the link worker.
     */
    public static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
                    + "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; "
                    + "frame-ancestors 'none'; require-trusted-types-for 'script'";

    /**
     * Headers of every answer, files and data alike; an answer with data replaces {@code Cache-Control} by no-store.
     */
    public static final Map<String, String> HEADERS = headers();

    private static final List<String> SCRIPTS = List.of(
            "about",
            "acts",
            "admission",
            "app",
            "audio",
            "band",
            "bar",
            "care",
            "cells",
            "clock",
            "commands",
            "connection",
            "detail",
            "dom",
            "displays",
            "election",
            "event",
            "feed",
            "flash",
            "flood",
            "form",
            "grid",
            "help",
            "i18n",
            "keyboard",
            "link",
            "link-worker",
            "list",
            "log",
            "lookback",
            "lost",
            "notes",
            "other",
            "params",
            "people",
            "night",
            "report",
            "score",
            "screen",
            "shell",
            "shift",
            "speaker",
            "start",
            "store",
            "strip",
            "sweep",
            "tile",
            "tones",
            "trends",
            "vitals",
            "volume",
            "watch",
            "watch-panel",
            "watchdog-worklet",
            "wave-lane",
            "waves",
            "wording");

    private static final List<String> ICONS = List.of("bell-off", "clock", "id-unknown", "sound-off", "two-sources");

    private static final Set<String> STYLES = Set.of("frame", "tile", "panels", "lookback", "care");

    private final Map<String, Asset> byPath;

    /** Files of others, unchanged; vendor/VENDOR.txt names their origin and their sums. */
    private static final List<String> VENDORED =
            List.of("uPlot.iife.min.js", "uPlot.min.css", "uPlot.LICENSE.txt", "VENDOR.txt");

    private final String version;

    private DashboardAssets(Map<String, Asset> byPath, String version) {
        this.byPath = Map.copyOf(byPath);
        this.version = version;
    }

    /** What the files are, in twelve hexadecimal digits: other files are another version. */
    public String version() {
        return version;
    }

    private static String version(Map<String, Asset> files) {
        StringBuilder all = new StringBuilder(4_096);
        new TreeMap<>(files).forEach((path, asset) -> all.append(path).append(asset.etag()));
        all.append(read("sw.js").etag());
        return etag(all.toString().getBytes(StandardCharsets.UTF_8)).substring(1, 13);
    }

    /** The service worker knows what it keeps and of which version. */
    private static Asset worker(Map<String, Asset> files, String version) {
        String shell = files.keySet().stream()
                .filter(path -> !path.endsWith(".txt"))
                .sorted()
                .collect(Collectors.joining(" "));
        String text = new String(read("sw.js").bytes(), StandardCharsets.UTF_8)
                .replace("@VERSION@", version)
                .replace("@FILES@", shell);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Asset(bytes, contentType("sw.js"), etag(bytes));
    }

    /**
     * Reads every file from the jar.
     *
     * @throws IllegalStateException when one is missing: the jar was built wrongly
     */
    public static DashboardAssets load() {
        Map<String, Asset> files = new LinkedHashMap<>();
        files.put("/", read("index.html"));
        files.put("/index.html", read("index.html"));
        SCRIPTS.forEach(name -> put(files, "js/" + name + ".js"));
        STYLES.forEach(name -> put(files, "css/" + name + ".css"));
        ICONS.forEach(name -> put(files, "icons/" + name + ".svg"));
        List.of("en", "fr").forEach(language -> put(files, "lang/" + language + ".json"));
        VENDORED.forEach(name -> put(files, "vendor/" + name));
        put(files, "icons/vigie.svg");
        String version = version(files);
        files.put("/sw.js", worker(files, version));
        return new DashboardAssets(files, version);
    }

    /**
     * The file of a request path.
     *
     * @param path decoded path of the request, {@code /} for the page itself
     */
    public Optional<Asset> find(String path) {
        return Optional.ofNullable(byPath.get(path));
    }

    /** Every path that is served. */
    public Set<String> paths() {
        return byPath.keySet();
    }

    private static void put(Map<String, Asset> files, String name) {
        files.put("/" + name, read(name));
    }

    private static Asset read(String name) {
        try (InputStream in = DashboardAssets.class.getResourceAsStream("/web/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks web/" + name);
            }
            byte[] bytes = in.readAllBytes();
            return new Asset(bytes, contentType(name), etag(bytes));
        } catch (IOException broken) {
            throw new UncheckedIOException("cannot read web/" + name, broken);
        }
    }

    private static String contentType(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "html" -> "text/html; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "json" -> "application/json; charset=utf-8";
            case "txt" -> "text/plain; charset=utf-8";
            case "svg" -> "image/svg+xml; charset=utf-8";
            default -> throw new IllegalStateException("no content type for " + name);
        };
    }

    private static String etag(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return '"' + HexFormat.of().formatHex(Arrays.copyOf(hash, 12)) + '"';
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private static Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Cross-Origin-Opener-Policy", "same-origin");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
        // Asked again each time, answered 304 by the entity tag: an old script must never meet a new gateway.
        headers.put("Cache-Control", "no-cache");
        return Map.copyOf(headers);
    }
}
