package org.vigie.gateway.recovery.send;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vigie.model.limits.Limits;

/**
 * What one receiver has answered, message by message: a text file that only grows, forced to disk after every line. The
 * first line says of which journal and sampling; then {@code ID TAB A} for accepted and {@code ID TAB R TAB reason} for
 * refused. A line that a power cut tore is cut off: its message is sent again under the same name. One process at a
 * time.
 */
public final class SentLog implements AutoCloseable {
    private static final String ACCEPTED = "A";
    private static final String REFUSED = "R";

    private final Path file;
    private final FileChannel channel;
    private final Set<String> accepted = new HashSet<>();
    private final Map<String, String> refused = new HashMap<>();

    private SentLog(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Opens or begins a log.
     *
     * @param about of which journal and sampling: messages have other names with another
     * @throws IOException when it belongs to something else, is in use, or cannot be written, with what to do
     */
    public static SentLog open(Path file, String about) throws IOException {
        @Nullable Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        boolean good = false;
        try {
            lock(channel, file);
            SentLog log = new SentLog(file, channel);
            log.read("vigie-sent 1 " + about);
            good = true;
            return log;
        } finally {
            if (!good) {
                channel.close();
            }
        }
    }

    private static void lock(FileChannel channel, Path file) throws IOException {
        try {
            @Nullable FileLock lock = channel.tryLock();
            if (lock != null) {
                return;
            }
        } catch (OverlappingFileLockException sameProcess) {
            throw new IOException(inUse(file), sameProcess);
        }
        throw new IOException(inUse(file));
    }

    private static String inUse(Path file) {
        return "Another `vigie journal send` is using " + file + ". Wait for it, or stop it.";
    }

    private void read(String head) throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        int whole = text.lastIndexOf('\n') + 1;
        String[] lines = text.substring(0, whole).split("\n", -1);
        if (whole == 0) {
            channel.truncate(0);
            append(head);
            return;
        }
        if (!lines[0].equals(head)) {
            throw new IOException(file + " was begun for \"" + lines[0] + "\", and this is \"" + head
                    + "\": messages would have other names and arrive twice. Use the same --every, --around-alarms and"
                    + " --around-every as then, or name another file with --cursor.");
        }
        for (int i = 1; i < lines.length; i++) {
            take(lines[i].split("\t", 3));
        }
        channel.truncate(text.substring(0, whole).getBytes(StandardCharsets.UTF_8).length);
        channel.position(channel.size());
    }

    private void take(String[] words) {
        if (words.length >= 2 && words[1].equals(ACCEPTED)) {
            accepted.add(words[0]);
            refused.remove(words[0]);
        } else if (words.length >= 2 && words[1].equals(REFUSED)) {
            refused.put(words[0], words.length > 2 ? words[2] : "");
        }
    }

    /** Whether the receiver has taken this message. */
    public boolean isAccepted(String id) {
        return accepted.contains(id);
    }

    /** Whether the receiver has refused this message and not taken it since. */
    public boolean isRefused(String id) {
        return refused.containsKey(id);
    }

    /** Refused messages with their reasons. */
    public Map<String, String> refused() {
        return Map.copyOf(refused);
    }

    /** Messages that were taken. */
    public int acceptedCount() {
        return accepted.size();
    }

    /** The receiver has taken a message; on disk on return. */
    public void accepted(String id) throws IOException {
        room();
        append(id + "\t" + ACCEPTED);
        accepted.add(id);
        refused.remove(id);
    }

    /** The receiver has refused a message; on disk on return. */
    public void refused(String id, String reason) throws IOException {
        room();
        append(id + "\t" + REFUSED + "\t" + reason);
        refused.put(id, reason);
    }

    private void room() throws IOException {
        int most = Limits.Recovery.DEFAULT.rememberedMessages();
        if (accepted.size() + refused.size() >= most) {
            throw new IOException(file + " holds " + most
                    + " messages, the most that are remembered. Send what follows with --from and another --cursor.");
        }
    }

    private void append(String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
