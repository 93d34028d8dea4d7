package org.vigie.adapter.hl7.session;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Our side of the talk with a Mindray monitor that is a server itself (PDS, "Realtime results interface", TCP 4601): an
 * echo each second, and one query that makes it send everything it has. Nothing else is ever sent: this class holds
 * every byte. The monitor drops a client that is silent for 10 s. Not verified on a device.
 */
public final class PdsTalk {
    /** Port of the monitor. */
    public static final int PORT = 4601;

    /** A monitor echoes each second; after this silence the connection is taken for dead. */
    public static final Duration SILENCE = Duration.ofSeconds(15);

    private static final Duration ECHO_EVERY = Duration.ofSeconds(1);
    private static final Duration QUERY_AFTER = Duration.ofSeconds(2);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Instant connected;
    private Instant nextEcho;
    private Instant lastHeard;
    private boolean queried;

    /** A talk that begins now. */
    public PdsTalk(Instant connected) {
        this.connected = connected;
        this.nextEcho = connected;
        this.lastHeard = connected;
    }

    /** Bytes came from the monitor. */
    public void heard(Instant now) {
        lastHeard = now;
    }

    /** Whether the monitor has been silent for so long that the connection is worth nothing. */
    public boolean isDead(Instant now) {
        return !now.isBefore(lastHeard.plus(SILENCE));
    }

    /** What is due at {@code now}; {@code wall} is written into the query. */
    public List<Effect.Send> tick(Instant now, Instant wall) {
        List<Effect.Send> due = new ArrayList<>(2);
        if (!now.isBefore(nextEcho)) {
            nextEcho = now.plus(ECHO_EVERY);
            due.add(new Effect.Send(echo(), "echo"));
        }
        if (!queried && !now.isBefore(connected.plus(QUERY_AFTER))) {
            queried = true;
            due.add(new Effect.Send(query(wall), "query"));
        }
        return due;
    }

    private static byte[] echo() {
        return frame("MSH|^~\\&|||||||ORU^R01|106|P|2.3.1|\r");
    }

    private static byte[] query(Instant wall) {
        return frame("MSH|^~\\&|||||||QRY^R02|1203|P|2.3.1\r"
                + "QRD|" + TIME.format(wall) + "|R|I|VIGIE1|||||RES\r"
                + "QRF|MON||||0&0^1^1^1^\r");
    }

    private static byte[] frame(String message) {
        return ("\u000b" + message + "\u001c\r").getBytes(StandardCharsets.ISO_8859_1);
    }
}
