package org.vigie.gateway.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Somebody who knows the format: what is left behind has right checksums and no hole in its numbers. */
final class Tampering {
    private final JournalFolder folder;

    Tampering(Path data) {
        folder = new JournalFolder(data);
    }

    /** A record with its number in the class. */
    record Numbered(JournalRecord entry, long ordinal) {}

    /** Puts another content of the same length in the place of a record. */
    void exchange(long epoch, RecordClass cls, int index) throws IOException {
        rewrite(epoch, cls, records -> {
            Numbered old = records.get(index);
            byte[] payload = old.entry().payload().clone();
            payload[payload.length - 1] ^= 1;
            JournalRecord is = old.entry();
            records.set(
                    index,
                    new Numbered(
                            new JournalRecord(
                                    is.epoch(),
                                    is.seq(),
                                    is.cls(),
                                    is.kind(),
                                    is.source(),
                                    is.at(),
                                    is.wall(),
                                    payload),
                            old.ordinal()));
            return records;
        });
    }

    /** Takes a record out and numbers what follows in an epoch of this class alone. */
    void remove(long epoch, RecordClass cls, int index) throws IOException {
        rewrite(epoch, cls, records -> {
            List<Numbered> left = new ArrayList<>(records.subList(0, index));
            for (Numbered later : records.subList(index + 1, records.size())) {
                left.add(
                        new Numbered(later.entry().numbered(epoch, later.entry().seq() - 1), later.ordinal() - 1));
            }
            return left;
        });
        recount(epoch, -1);
    }

    /** Takes the newest records of an epoch of this class alone away. */
    void cut(long epoch, RecordClass cls, int records) throws IOException {
        rewrite(epoch, cls, all -> new ArrayList<>(all.subList(0, all.size() - records)));
        recount(epoch, -records);
    }

    /** Writes one more record behind the last of an epoch of this class alone. */
    void add(long epoch, RecordClass cls) throws IOException {
        rewrite(epoch, cls, records -> {
            Numbered last = records.getLast();
            records.add(new Numbered(last.entry().numbered(epoch, last.entry().seq() + 1), last.ordinal() + 1));
            return records;
        });
        recount(epoch, 1);
    }

    /** The mark of an orderly stop says what the tampered queue holds. */
    private void recount(long epoch, int by) throws IOException {
        Path complete = folder.epoch(epoch).resolve("complete");
        if (Files.exists(complete)) {
            String[] words = Files.readString(complete).strip().split(" ", -1);
            words[0] = Long.toString(Long.parseLong(words[0]) + by);
            words[1] = Long.toString(Long.parseLong(words[1]) + by);
            Files.writeString(complete, String.join(" ", words) + "\n");
        }
    }

    /** Changes the lines of an epoch's chain, its only file; the hashes stay as they are. */
    void lines(long epoch, UnaryOperator<List<String>> change) throws IOException {
        Path file = folder.chainFiles(epoch).getFirst();
        Files.write(file, change.apply(new ArrayList<>(Files.readAllLines(file))), StandardCharsets.US_ASCII);
    }

    private void rewrite(long epoch, RecordClass cls, UnaryOperator<List<Numbered>> change) throws IOException {
        Path path = folder.files(epoch, cls).getFirst();
        List<Numbered> records = new ArrayList<>();
        long begin = -1;
        try (FrameFile file = FrameFile.open(path, cls, epoch)) {
            for (FrameFile.Found found = file.next(); found != null; found = file.next()) {
                FrameFile.Whole whole = (FrameFile.Whole) found;
                begin = begin < 0 ? whole.position() : begin;
                records.add(new Numbered(whole.entry(), whole.ordinal()));
            }
        }
        byte[] bytes = Files.readAllBytes(path);
        Arrays.fill(bytes, (int) begin, bytes.length, (byte) 0);
        ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position((int) begin);
        for (Numbered record : change.apply(records)) {
            byte[] frame = Frame.encoded(record.entry(), record.ordinal());
            out.putInt(frame.length).put(frame).position((out.position() + 3) & -4);
        }
        Files.write(path, bytes);
    }
}
