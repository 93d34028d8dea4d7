package org.vigie.gateway.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The readable records of one class and epoch in the order of their numbers, each with the hash of its bytes. */
final class SealedRecords implements AutoCloseable {
    private final RecordClass cls;
    private final long epoch;
    private final Iterator<Path> files;
    private final MessageDigest digest = ChainLine.sha256();
    private final List<String> unreadable = new ArrayList<>();
    private @Nullable FrameFile file;
    private @Nullable Hashed head;
    private long lastOrdinal;
    private long lastSeq;

    /**
     * A record.
     *
     * @param hash SHA-256 of its bytes on the disk
     */
    @SuppressWarnings("ArrayRecordComponent") // made here, read by the caller, kept by nobody
    record Hashed(long seq, long ordinal, byte[] hash) {}

    SealedRecords(JournalFolder folder, long epoch, RecordClass cls) throws IOException {
        this.cls = cls;
        this.epoch = epoch;
        this.files = folder.files(epoch, cls).iterator();
    }

    /** The next record without taking it; null at the end. */
    @Nullable Hashed peek() {
        while (head == null && (file != null || files.hasNext())) {
            Path path = file == null ? files.next() : null;
            try {
                head = read(path);
            } catch (IOException e) {
                unreadable.add(e.toString());
                closeFile();
            }
        }
        return head;
    }

    /** Takes the record that {@link #peek} gave. */
    void take() {
        Hashed taken = head;
        if (taken != null) {
            lastOrdinal = taken.ordinal();
            lastSeq = taken.seq();
            head = null;
        }
    }

    /** Whether nothing was taken yet. */
    boolean isAtBegin() {
        return lastOrdinal == 0;
    }

    /** Number over all classes of the record taken last, 0 before the first. */
    long lastSeq() {
        return lastSeq;
    }

    /** What could not be read since the last call. */
    List<String> unreadable() {
        List<String> all = List.copyOf(unreadable);
        unreadable.clear();
        return all;
    }

    private @Nullable Hashed read(@Nullable Path path) throws IOException {
        FrameFile open = file;
        if (open == null && path != null) {
            open = FrameFile.open(path, cls, epoch);
            file = open;
        }
        FrameFile.Found found = open == null ? null : open.next();
        switch (found) {
            case null -> closeFile();
            case FrameFile.Bad bad -> unreadable.add(bad.reason());
            case FrameFile.Whole whole -> {
                if (open != null && whole.ordinal() > lastOrdinal) {
                    return new Hashed(whole.entry().seq(), whole.ordinal(), digest.digest(open.bytes(whole)));
                }
                unreadable.add("record " + whole.entry().seq() + " appears twice");
            }
        }
        return null;
    }

    private void closeFile() {
        FrameFile open = file;
        file = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                unreadable.add(e.toString());
            }
        }
    }

    @Override
    public void close() {
        closeFile();
    }
}
