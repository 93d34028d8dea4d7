package org.vigie.gateway.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.gateway.files.DurableFile;
import org.vigie.model.limits.Limits;

/**
 * The layouts that people have given to displays, by the name of the display, kept in a small file beside the journal:
 * a display is known again after a restart of either side, also one that starts from a stick. The empty name stands for
 * every display without one. A file that cannot be read costs the layouts, never the start. Thread-safe.
 */
public final class DisplayBook {
    private static final Logger LOG = LoggerFactory.getLogger(DisplayBook.class);
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final int LONGEST_FILE = 1 << 20;

    private final Path file;
    private final Limits.Displays limits;
    private final Map<String, Layout> layouts = new LinkedHashMap<>();

    /**
     * One line of the file.
     *
     * @param name of the display
     * @param beds as in {@link Layout}
     * @param rest as in {@link Layout}
     */
    private record Line(String name, List<String> beds, boolean rest) {}

    /** @param data folder of the journal */
    public DisplayBook(Path data, Limits.Displays limits) {
        this.file = data.resolve("vigie-displays.json");
        this.limits = limits;
        read();
    }

    private void read() {
        try {
            if (!Files.exists(file)) {
                return;
            }
            if (Files.size(file) > LONGEST_FILE) {
                throw new IOException("longer than " + LONGEST_FILE + " bytes");
            }
            for (Line line : MAPPER.readValue(Files.readAllBytes(file), Line[].class)) {
                if (line.name() != null && line.beds() != null && layouts.size() < limits.layouts()) {
                    layouts.put(line.name(), new Layout(line.beds(), line.rest()));
                }
            }
        } catch (IOException | RuntimeException unreadable) {
            LOG.warn(
                    "event=displays-not-read file={} reason={} action=\"all beds on every display\"",
                    file.getFileName(),
                    unreadable.toString());
        }
    }

    /** What a display of that name shows. */
    public synchronized Layout of(String name) {
        return layouts.getOrDefault(name, Layout.ALL);
    }

    /** Takes a layout over; false when there are too many names already. It holds now, and is kept by {@link #save}. */
    public synchronized boolean put(String name, Layout layout) {
        if (layout.equals(Layout.ALL)) {
            layouts.remove(name);
            return true;
        }
        if (!layouts.containsKey(name) && layouts.size() >= limits.layouts()) {
            return false;
        }
        layouts.put(name, layout);
        return true;
    }

    /** Writes the whole file anew and forces it; never a half one. May block. */
    public synchronized void save() throws IOException {
        List<Line> lines = layouts.entrySet().stream()
                .map(entry -> new Line(
                        entry.getKey(),
                        entry.getValue().beds(),
                        entry.getValue().rest()))
                .toList();
        DurableFile.replace(file, json(lines));
    }

    private static byte[] json(List<Line> lines) throws JsonProcessingException {
        return MAPPER.writeValueAsBytes(lines);
    }
}
