package org.vigie.gateway.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The records of one class in one epoch, over its hourly files, with what was damaged between them. A file that cannot
 * be read is damage as well. One thread.
 */
final class QueueCursor implements AutoCloseable {
    /** Longest run without a frame that the search for a number steps over; a longer one only makes it read more. */
    private static final long SEARCH_BYTES = 1 << 20;

    private final JournalFolder folder;
    private final long epoch;
    private final RecordClass cls;
    private final Deque<String> damages = new ArrayDeque<>();
    private @Nullable FrameFile file;
    private @Nullable Path path;
    private FrameFile.@Nullable Whole head;
    private long lastOrdinal;

    QueueCursor(JournalFolder folder, long epoch, RecordClass cls) {
        this.folder = folder;
        this.epoch = epoch;
        this.cls = cls;
    }

    /** The next record without taking it, or null at the present end. */
    FrameFile.@Nullable Whole peek() {
        if (head == null) {
            head = read();
        }
        return head;
    }

    /** Takes the record that {@link #peek} gave. */
    void take() {
        if (head != null) {
            lastOrdinal = head.ordinal();
            head = null;
        }
    }

    /** Number within the class of the record taken last, 0 before the first. */
    long lastOrdinal() {
        return lastOrdinal;
    }

    /** What was found damaged since the last call, oldest first. */
    List<String> damages() {
        List<String> all = new ArrayList<>(damages);
        damages.clear();
        return all;
    }

    /**
     * Goes to the first record that is not passed; nothing before it is reported.
     *
     * @param passed true of the records of a beginning, and of none behind it
     */
    void moveBehind(Predicate<JournalRecord> passed) {
        try {
            List<Path> files = folder.files(epoch, cls);
            for (int i = files.size() - 1; i >= 0; i--) {
                if (openBefore(files.get(i), passed)) {
                    break;
                }
            }
        } catch (IOException e) {
            damages.add(e.toString());
        }
        FrameFile.Whole found = peek();
        if (found != null) {
            lastOrdinal = found.ordinal() - 1;
        }
        while (found != null && passed.test(found.entry())) {
            take();
            found = peek();
        }
        damages.clear();
    }

    /** Opens the file at a record that is passed; false when none of the file is. */
    private boolean openBefore(Path candidate, Predicate<JournalRecord> passed) throws IOException {
        FrameFile opened = FrameFile.open(candidate, cls, epoch);
        boolean kept = false;
        try {
            Optional<FrameFile.Whole> first = opened.firstFrom(0, opened.size());
            if (first.isEmpty() || !passed.test(first.get().entry())) {
                return false;
            }
            opened.moveTo(search(opened, first.get(), passed));
            file = opened;
            path = candidate;
            kept = true;
            return true;
        } finally {
            if (!kept) {
                opened.close();
            }
        }
    }

    private static long search(FrameFile file, FrameFile.Whole first, Predicate<JournalRecord> passed)
            throws IOException {
        long low = first.position();
        long high = file.size();
        while (high - low > SEARCH_BYTES) {
            long middle = (low + high) >>> 1;
            Optional<FrameFile.Whole> found = file.firstFrom(middle, SEARCH_BYTES);
            if (found.isPresent() && passed.test(found.get().entry())) {
                low = found.get().position();
            } else {
                high = middle;
            }
        }
        return low;
    }

    private FrameFile.@Nullable Whole read() {
        FrameFile present = file == null ? openNext() : file;
        while (present != null) {
            try {
                FrameFile.Found found = present.next();
                if (found instanceof FrameFile.Whole whole && whole.ordinal() > lastOrdinal) {
                    return whole;
                }
                switch (found) {
                    case null -> present = openNext();
                    case FrameFile.Whole again ->
                        damages.add("record " + again.entry().seq() + " appears twice");
                    case FrameFile.Bad bad -> damages.add(bad.reason());
                }
            } catch (IOException e) {
                damages.add(cls.folder() + " cannot be read: " + e);
                closeFile();
                present = openNext();
            }
        }
        return null;
    }

    /** The file after the present one, or null when there is none yet; then the present one stays open. */
    private @Nullable FrameFile openNext() {
        for (Path candidate : filesAfter(path)) {
            try {
                FrameFile late = presentWithMore();
                if (late != null) {
                    return late;
                }
                closeFile();
                path = candidate;
                FrameFile opened = FrameFile.open(candidate, cls, epoch);
                file = opened;
                return opened;
            } catch (IOException e) {
                damages.add(cls.folder() + "/" + candidate.getFileName() + " cannot be read: " + e);
            }
        }
        return null;
    }

    private List<Path> filesAfter(@Nullable Path before) {
        try {
            return folder.files(epoch, cls).stream()
                    .filter(candidate ->
                            before == null || candidate.getFileName().compareTo(before.getFileName()) > 0)
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            damages.add(cls.folder() + " cannot be listed: " + e);
            return List.of();
        }
    }

    /** The file that the writer has left may have been written to between our last look and the new file. */
    private @Nullable FrameFile presentWithMore() throws IOException {
        FrameFile present = file;
        FrameFile.Found late = present == null ? null : present.next();
        if (late instanceof FrameFile.Bad bad) {
            damages.add(bad.reason());
        }
        if (present != null && late instanceof FrameFile.Whole whole) {
            present.moveTo(whole.position());
        }
        return late == null ? null : present;
    }

    private void closeFile() {
        FrameFile present = file;
        file = null;
        if (present != null) {
            try {
                present.close();
            } catch (IOException e) {
                damages.add(e.toString());
            }
        }
    }

    @Override
    public void close() {
        closeFile();
    }
}
