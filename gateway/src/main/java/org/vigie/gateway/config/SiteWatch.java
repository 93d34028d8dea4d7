package org.vigie.gateway.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees changes of site.yaml by its content, asked once a second: network shares and USB sticks tell nobody when a file
 * changes. A good change is handed on; a bad one is logged once and kept as {@link #problem} while the old
 * configuration stays in force. A file that has been half written is a bad one until the next look.
 *
 * <p>{@link #look} is called on one thread; {@link #problem} from any.
 */
public final class SiteWatch {
    private static final Logger LOG = LoggerFactory.getLogger(SiteWatch.class);

    private final Path file;
    private final Set<String> profiles;
    private final Consumer<Changed> changed;
    private String seen;
    private volatile @Nullable String problem;

    /**
     * A good change.
     *
     * @param config the new configuration
     * @param text the file's content
     */
    public record Changed(GatewayConfig config, String text) {}

    /**
     * @param file the site file, read just before
     * @param profiles ids of the known hardware profiles
     * @param changed called with each good change, on the thread of {@link #look}
     */
    public SiteWatch(Path file, Set<String> profiles, Consumer<Changed> changed) {
        this.file = file;
        this.profiles = profiles;
        this.changed = changed;
        this.seen = hash();
    }

    /** Looks at the file once. Blocks for the time of reading it. */
    public void look() {
        String now = hash();
        if (now.equals(seen)) {
            return;
        }
        seen = now;
        try {
            GatewayConfig config = SiteFile.read(file, profiles);
            String text = Files.readString(file);
            problem = null;
            changed.accept(new Changed(config, text));
        } catch (SiteFileException bad) {
            refused(bad.getMessage());
        } catch (IOException unreadable) {
            refused(file + ": cannot be read: " + unreadable.getClass().getSimpleName());
        }
    }

    private void refused(@Nullable String why) {
        String text = why == null ? "cannot be used" : why;
        problem = text;
        LOG.warn(
                "event=site-file-refused file={} problems=\"{}\" action=\"the previous configuration stays in force\"",
                file.getFileName(),
                text.replace("\n", " | ").replace('"', '\''));
    }

    /** Why the newest content is not in force; empty when it is. */
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    private String hash() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (IOException unreadable) {
            return "unreadable";
        } catch (NoSuchAlgorithmException bug) {
            throw new IllegalStateException("a JDK without SHA-256", bug);
        }
    }
}
