package org.vigie.gateway.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.vigie.gateway.files.DurableFile;

/**
 * Where a hub keeps what it has of other boxes, below its own data folder (ADR 0101): one folder for each with a
 * journal, and one small file with what was shown of it.
 */
public final class OtherBoxes {
    /** Beside the records of a box: its site file as it was last stored. */
    public static final String SITE = "site.yaml";

    /** Beside the records of a box: the name of its journal. */
    public static final String JOURNAL = "journal-of";

    /** Beside the boxes: the alarms that the hub itself decided on. */
    public static final String ALARMS = "own.alarms";

    private static final String FOLDER = "edges";
    private static final String SHOWN = ".beds";
    private static final String REPLACED = ".replaced-";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,31}");

    private OtherBoxes() {}

    /** The folder of all of them below a data folder. */
    public static Path folder(Path data) {
        return data.resolve(FOLDER);
    }

    /**
     * The folders that hold a journal, in the order of their names; none when this is no hub.
     *
     * @throws IOException when the folder cannot be listed
     */
    public static List<Path> journals(Path data) throws IOException {
        return list(data, path -> Files.isDirectory(path.resolve("journal")));
    }

    /**
     * What is stored of a box.
     *
     * @param box its name, also that of one that was replaced
     * @throws IOException with what to do: there is nothing
     */
    public static Path stored(Path data, String box) throws IOException {
        Path store = folder(data).resolve(box);
        String name = box.replaceFirst("\\" + REPLACED + "\\d{1,4}$", "");
        if (!NAME.matcher(name).matches() || !Files.isDirectory(store.resolve("journal"))) {
            throw new IOException(
                    "Nothing is stored of a box " + box + " in " + data + ". Name the data folder with --data.");
        }
        return store;
    }

    /** What is noted beside the records of a box. */
    static List<Path> notes(Path store) {
        return Stream.of(SITE, JOURNAL)
                .map(store::resolve)
                .filter(Files::isRegularFile)
                .toList();
    }

    /** The files with what was shown last, and the hub's own alarms. */
    static List<Path> shown(Path data) throws IOException {
        return list(data, path -> {
            String name = path.getFileName().toString();
            return (name.endsWith(SHOWN) || name.equals(ALARMS)) && Files.isRegularFile(path);
        });
    }

    /**
     * The records of boxes that had a name before the one that has it now, oldest first.
     *
     * @throws IOException when the folder cannot be listed
     */
    public static List<Path> replaced(Path edges, String box) throws IOException {
        if (!Files.isDirectory(edges)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(edges)) {
            return all.filter(path -> number(path, box) > 0)
                    .sorted(Comparator.comparingInt(path -> number(path, box)))
                    .toList();
        }
    }

    private static int number(Path path, String box) {
        String name = path.getFileName().toString();
        String number = name.startsWith(box + REPLACED) ? name.substring((box + REPLACED).length()) : "";
        return number.matches("[1-9]\\d{0,3}") ? Integer.parseInt(number) : 0;
    }

    /**
     * Begins anew with a box that was replaced: what is known of the one before keeps its records, under another name.
     *
     * @return where they are from now on
     * @throws IOException with what to do: nothing is known of it, the hub runs, or the disk refuses
     */
    public static Path forget(Path data, String box) throws IOException {
        Path store = folder(data).resolve(box);
        if (!NAME.matcher(box).matches() || !Files.isDirectory(store.resolve("journal"))) {
            throw new IOException(
                    "Nothing is stored of a box " + box + " in " + data + ". Name the data folder with --data.");
        }
        if (JournalDirectory.isInUse(data) || JournalDirectory.isInUse(store)) {
            throw new IOException("The hub runs on " + data + ". Stop it first, and start it again afterwards.");
        }
        List<Path> before = replaced(folder(data), box);
        int last = before.isEmpty() ? 0 : number(before.getLast(), box);
        Path aside = folder(data).resolve(box + REPLACED + (last + 1));
        Files.move(store, aside, StandardCopyOption.ATOMIC_MOVE);
        DurableFile.forceNames(folder(data));
        return aside;
    }

    private static List<Path> list(Path data, Predicate<Path> wanted) throws IOException {
        Path folder = folder(data);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(wanted).sorted().toList();
        }
    }
}
