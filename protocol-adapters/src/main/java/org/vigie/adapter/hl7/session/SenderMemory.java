package org.vigie.adapter.hl7.session;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.vigie.adapter.hl7.codec.Verdict;
import org.vigie.model.limits.Limits;

/**
 * What is remembered of one sender over all its connections: messages of the last minute, its rate, its oversized
 * frames. Bounded. Belongs to the adapter's event loop.
 */
public final class SenderMemory {
    /** A sender may send this many seconds' worth of messages at once before reading is paused. */
    private static final int BURST_SECONDS = 4;

    /** Bytes that count as one message: 1.6 MB/s for one bed, far above any monitor. */
    private static final int BYTES_PER_MESSAGE = 32 << 10;

    private static final long NANOS = 1_000_000_000L;

    private final Limits.Hl7 limits;
    private final double perSecond;
    private final Map<String, Remembered> messages = new LinkedHashMap<>();
    private final Map<String, String> lastByControlId = new LinkedHashMap<>();
    private final ArrayDeque<Instant> oversized = new ArrayDeque<>();
    private double tokens;
    private Instant refilled = Instant.MIN;

    /** Remembers nothing yet. */
    public SenderMemory(SourceRules rules, Limits.Hl7 limits) {
        this.limits = limits;
        this.perSecond = (double) limits.messagesPerSecondPerBed() * rules.beds();
        this.tokens = perSecond * BURST_SECONDS;
    }

    /** Whether it may be dropped: nothing in it would change what happens. */
    public boolean isForgettable(Instant now) {
        expire(now);
        return messages.isEmpty() && oversized.isEmpty();
    }

    /** A message that was seen before, and what became of it. */
    static final class Remembered {
        private final Instant seen;
        private final Verdict whenKept;
        private boolean durable;

        private Remembered(Instant seen, Verdict whenKept) {
            this.seen = seen;
            this.whenKept = whenKept;
        }

        /** What is said to a repetition: the same as to the first, which may not have been kept. */
        Verdict verdict() {
            return durable ? whenKept : new Verdict.Unavailable();
        }

        void keep() {
            durable = true;
        }
    }

    static String digest(byte[] message) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(message), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The same message within the window. */
    Optional<Remembered> find(String digest, Instant now) {
        expire(now);
        return Optional.ofNullable(messages.get(digest));
    }

    /** Remembers a new message. Returns true when another one had the same MSH-10 within the window. */
    boolean remember(String digest, String controlId, Remembered message) {
        if (messages.size() >= limits.duplicatesRemembered()) {
            removeFirst();
        }
        messages.put(digest, message);
        if (controlId.isEmpty()) {
            return false;
        }
        String before = lastByControlId.put(controlId, digest);
        return before != null && !before.equals(digest) && messages.containsKey(before);
    }

    Remembered fresh(Verdict whenKept, Instant now) {
        return new Remembered(now, whenKept);
    }

    void forget(String digest) {
        messages.remove(digest);
    }

    private void expire(Instant now) {
        while (!messages.isEmpty()
                && !now.isBefore(messages.values().iterator().next().seen.plus(limits.duplicateWindow()))) {
            removeFirst();
        }
        while (!oversized.isEmpty() && !now.isBefore(oversized.getFirst().plus(limits.window()))) {
            oversized.removeFirst();
        }
    }

    private void removeFirst() {
        Iterator<String> first = messages.keySet().iterator();
        first.next();
        first.remove();
        if (lastByControlId.size() > 2 * messages.size() + 16) { // those of forgotten messages
            lastByControlId.values().removeIf(digest -> !messages.containsKey(digest));
        }
    }

    /** One more frame over the limit; true when that was one too many. */
    boolean isOversizedTooOften(Instant now) {
        expire(now);
        oversized.addLast(now);
        return oversized.size() >= limits.oversizedBeforeClose();
    }

    /** Takes one message from the allowance, which may go below zero: what was read is not dropped. */
    void take(Instant now) {
        refill(now);
        tokens--;
    }

    /** Takes bytes from the allowance, so that junk and endless frames are slowed as messages are. */
    void takeBytes(int count, Instant now) {
        refill(now);
        tokens -= (double) count / BYTES_PER_MESSAGE;
    }

    boolean isOverRate(Instant now) {
        refill(now);
        return tokens < 0;
    }

    private void refill(Instant now) {
        if (refilled.equals(Instant.MIN)) {
            refilled = now;
        }
        if (now.isAfter(refilled)) {
            Duration gone = Duration.between(refilled, now);
            double seconds = gone.getSeconds() + gone.getNano() / (double) NANOS;
            tokens = Math.min(perSecond * BURST_SECONDS, tokens + seconds * perSecond);
            refilled = now;
        }
    }
}
