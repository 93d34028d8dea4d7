package org.vigie.gateway.mqtt;

import java.time.Duration;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * Under which name a connection stands at the broker. Two clients of one name push each other out for ever; who knows
 * of another one comes back under a name beside its own for a while, so that both are heard and a hub can say that
 * there are two. No clock; on the thread of the connection.
 */
final class OwnName {
    private final String own;
    private final String beside;
    private final long asideNanos;
    private boolean taken;
    private long takenAt;

    /**
     * @param own name of this connection
     * @param aside how long another one is used
     * @param random for what follows the name, drawn once
     */
    OwnName(String own, Duration aside, RandomGenerator random) {
        this.own = own;
        this.beside = own + "-" + HexFormat.of().toHexDigits(random.nextInt());
        this.asideNanos = aside.toNanos();
    }

    /** Another client has the name. */
    void taken(long nowNanos) {
        taken = true;
        takenAt = nowNanos;
    }

    /** The name to connect with. */
    String now(long nowNanos) {
        taken &= nowNanos - takenAt < asideNanos;
        return taken ? beside : own;
    }
}
