package org.vigie.gateway.prove.topology;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@code vigie demo --topology} prints of its processes.
 *
 * @param pages of hubs and edges, by name
 * @param processes the newest of each, by name; a broker is called {@code broker of HUB}
 * @param started every process that was ever started, also those that have ended
 */
public record Boxes(Map<String, URI> pages, Map<String, Long> processes, List<Long> started) {
    private static final Pattern LINE = Pattern.compile(
            "^((?:broker of )?\\S+) (?:(http:\\S+) )?(?:again )?\\(process (\\d+)\\)$", Pattern.MULTILINE);

    public Boxes {
        pages = Map.copyOf(pages);
        processes = Map.copyOf(processes);
        started = List.copyOf(started);
    }

    /** Reads what it has printed so far. */
    public static Boxes of(String output) {
        Map<String, URI> pages = new LinkedHashMap<>();
        Map<String, Long> processes = new LinkedHashMap<>();
        List<Long> started = new ArrayList<>();
        for (Matcher line = LINE.matcher(output); line.find(); ) {
            if (line.group(2) != null) {
                pages.put(line.group(1), URI.create(line.group(2)));
            }
            processes.put(line.group(1), Long.valueOf(line.group(3)));
            started.add(Long.valueOf(line.group(3)));
        }
        return new Boxes(pages, processes, started);
    }

    /** Where a box shows its beds. */
    public URI page(String box) {
        return known(box, pages.get(box));
    }

    /** The number of a process. */
    public long process(String name) {
        return known(name, processes.get(name));
    }

    private static <T> T known(String name, @Nullable T found) {
        if (found == null) {
            throw new NoSuchElementException(name + " was not started");
        }
        return found;
    }

    /** Those that are there now. */
    public List<Long> running() {
        return started.stream()
                .filter(process -> ProcessHandle.of(process).isPresent())
                .toList();
    }
}
