package org.vigie.gateway.history;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.vigie.gateway.files.DurableFile;
import org.vigie.gateway.journal.JournalRecord;
import org.vigie.gateway.journal.OtherBoxes;
import org.vigie.gateway.journal.RecordClass;
import org.vigie.gateway.journal.RecordKind;
import org.vigie.gateway.link.Entry;
import org.vigie.gateway.pipeline.records.Input;
import org.vigie.gateway.pipeline.records.InputCodec;

/**
 * The site of another box as it named it last, and the name of its journal, in files beside its records: those are
 * deleted in time, and without these nobody would know which monitor stands at which bed. One thread writes, any reads.
 */
public final class StoredSite {
    private static final String HEAD = "# ";

    private final Path store;
    private long epoch = -1;
    private long seq;

    /** @param store folder of the box at this hub */
    public StoredSite(Path store) {
        this.store = store;
        String[] place = head(store).split("/", 2);
        if (place.length == 2 && place[0].matches("\\d{1,18}") && place[1].matches("\\d{1,18}")) {
            epoch = Long.parseLong(place[0]);
            seq = Long.parseLong(place[1]);
        }
    }

    private static String head(Path store) {
        return text(store)
                .flatMap(text -> text.lines().findFirst())
                .filter(line -> line.startsWith(HEAD))
                .map(line -> line.substring(HEAD.length()))
                .orElse("");
    }

    /**
     * Takes a record: when it names the site or the journal, and is not older than what is known, it is written down.
     *
     * @throws IOException when that cannot be written
     */
    public void take(Entry entry) throws IOException {
        if (entry.kind() == RecordKind.STARTED.number()) {
            journal(entry);
            return;
        }
        boolean newer = entry.epoch() > epoch || (entry.epoch() == epoch && entry.seq() > seq);
        if (entry.kind() != RecordKind.SITE.number() || entry.payload().length < 2 || !newer) {
            return;
        }
        epoch = entry.epoch();
        seq = entry.seq();
        // The first byte of the payload is its version.
        String text = new String(entry.payload(), 1, entry.payload().length - 1, StandardCharsets.UTF_8);
        write(OtherBoxes.SITE, HEAD + epoch + "/" + seq + "\n" + text);
    }

    private void journal(Entry entry) throws IOException {
        JournalRecord record = new JournalRecord(
                entry.epoch(),
                entry.number(),
                RecordClass.LIFE,
                RecordKind.STARTED,
                entry.source(),
                Instant.ofEpochSecond(0, entry.atNanos()),
                Instant.ofEpochSecond(0, entry.wallNanos()),
                entry.payload());
        Optional<Input> input;
        try {
            input = InputCodec.decode(record);
        } catch (IllegalArgumentException ofANewerVersion) {
            return;
        }
        if (input.isPresent()
                && input.get() instanceof Input.Started started
                && !started.journal().isEmpty()) {
            write(OtherBoxes.JOURNAL, started.journal() + "\n");
        }
    }

    private void write(String name, String text) throws IOException {
        DurableFile.replace(store.resolve(name), text.getBytes(StandardCharsets.UTF_8));
    }

    /** The name of the journal of a box; empty when it is not known. */
    public static Optional<UUID> journal(Path store) {
        try {
            return Optional.of(UUID.fromString(
                    Files.readString(store.resolve(OtherBoxes.JOURNAL)).strip()));
        } catch (IOException | IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    /** What is known of a box; empty when nothing is. */
    public static Optional<String> text(Path store) {
        try {
            return Optional.of(Files.readString(store.resolve(OtherBoxes.SITE)));
        } catch (IOException none) {
            return Optional.empty();
        }
    }
}
