package org.vigie.gateway.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one class of one epoch by the numbers of that class alone, for a hub that asks for what it misses. Questions
 * that go on where the last one ended cost nothing to find. Reads beside a running gateway, without a lock. One thread.
 */
public final class LaneReader implements AutoCloseable {
    private final JournalFolder folder;
    private @Nullable Cursor cursor;

    /**
     * A record with its number among those of its class and epoch.
     *
     * @param ordinal from 1 without a hole, as it was written
     * @param record as in the journal
     */
    public record Numbered(long ordinal, JournalRecord record) {}

    /**
     * What a question found.
     *
     * @param records ascending; what is missing among them cannot be read
     * @param to last number that was looked for; before the first one asked for when there is none
     * @param atEnd whether nothing follows
     * @param shortened whether retention has deleted the beginning
     */
    public record Found(List<Numbered> records, long to, boolean atEnd, boolean shortened) {}

    /** Where the last question ended. */
    private static final class Cursor {
        final long epoch;
        final RecordClass cls;
        List<Path> files = List.of();
        int file = -1;
        long last;

        @Nullable FrameFile open;

        FrameFile.@Nullable Whole ahead;

        Cursor(long epoch, RecordClass cls) {
            this.epoch = epoch;
            this.cls = cls;
        }

        void close() throws IOException {
            if (open != null) {
                open.close();
                open = null;
            }
        }
    }

    /** Reads the journal below a data folder. */
    public LaneReader(Path data) {
        this.folder = new JournalFolder(data);
    }

    /**
     * Reads numbers {@code from} to {@code to}, as far as {@code bytes} of payload; at least one record.
     *
     * @throws IOException when the folder or a file cannot be read
     */
    public Found read(long epoch, RecordClass cls, long from, long to, int bytes) throws IOException {
        Cursor at = cursor;
        if (at == null || at.epoch != epoch || at.cls != cls || from <= at.last) {
            close();
            at = new Cursor(epoch, cls);
            cursor = at;
        }
        List<Numbered> records = new ArrayList<>();
        boolean shortened = folder.isShortened(epoch, cls);
        int size = 0;
        while (true) {
            FrameFile.Whole next = next(at);
            if (next == null) {
                return new Found(records, Math.min(to, Math.max(from - 1, at.last)), true, shortened);
            }
            if (next.ordinal() > to || (size >= bytes && !records.isEmpty())) {
                at.ahead = next;
                return new Found(records, next.ordinal() > to ? to : at.last, false, shortened);
            }
            at.last = next.ordinal();
            if (next.ordinal() >= from) {
                records.add(new Numbered(next.ordinal(), next.entry()));
                size += next.entry().payload().length;
            }
        }
    }

    private FrameFile.@Nullable Whole next(Cursor at) throws IOException {
        FrameFile.Whole ahead = at.ahead;
        if (ahead != null) {
            at.ahead = null;
            return ahead;
        }
        while (true) {
            FrameFile open = at.open;
            if (open == null) {
                at.files = folder.files(at.epoch, at.cls);
                if (at.file + 1 >= at.files.size()) {
                    return null;
                }
                at.file++;
                open = FrameFile.open(at.files.get(at.file), at.cls, at.epoch);
                at.open = open;
            }
            FrameFile.Found found = open.next();
            if (found instanceof FrameFile.Whole whole) {
                return whole;
            }
            if (found == null) {
                if (at.file + 1 >= folder.files(at.epoch, at.cls).size()) {
                    return null; // later more may have been written here
                }
                at.close();
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (cursor != null) {
            cursor.close();
            cursor = null;
        }
    }
}
