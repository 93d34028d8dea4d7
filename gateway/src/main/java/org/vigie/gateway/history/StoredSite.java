package org.vigie.gateway.history;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.vigie.gateway.journal.RecordKind;
import org.vigie.gateway.link.Entry;

/**
 * The site of another box as it named it last, in a file beside its records: those are deleted in time, and without it
 * nobody would know which monitor stands at which bed. One thread writes, any reads.
 */
public final class StoredSite {
    private static final String FILE = "site.yaml";
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
     * Takes a record: when it names the site, and is not older than what is known, it is written down.
     *
     * @throws IOException when that cannot be written
     */
    public void take(Entry entry) throws IOException {
        boolean newer = entry.epoch() > epoch || entry.epoch() == epoch && entry.seq() > seq;
        if (entry.kind() != RecordKind.SITE.number() || entry.payload().length < 2 || !newer) {
            return;
        }
        epoch = entry.epoch();
        seq = entry.seq();
        // The first byte of the payload is its version.
        String text = new String(entry.payload(), 1, entry.payload().length - 1, StandardCharsets.UTF_8);
        Path fresh = store.resolve(FILE + ".new");
        Files.writeString(fresh, HEAD + epoch + "/" + seq + "\n" + text);
        Files.move(fresh, store.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    }

    /** What is known of a box; empty when nothing is. */
    public static Optional<String> text(Path store) {
        try {
            return Optional.of(Files.readString(store.resolve(FILE)));
        } catch (IOException none) {
            return Optional.empty();
        }
    }
}
