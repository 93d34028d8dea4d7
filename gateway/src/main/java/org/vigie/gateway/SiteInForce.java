package org.vigie.gateway;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.gateway.config.GatewayConfig;
import org.vigie.gateway.config.SiteMapping;
import org.vigie.gateway.failover.Failover;
import org.vigie.gateway.pipeline.records.Input;

/**
 * The site file as far as this box acts on it. One by itself acts on all of it. One of a pair calls monitors only while
 * it holds, and has no beds while its partner is known to hold: whoever watches a bed alarms about it. Thread-safe.
 */
final class SiteInForce {
    private static final Logger LOG = LoggerFactory.getLogger(SiteInForce.class);

    /** So often, with so long between, the journal is asked to take a site; then with each look at the file. */
    private static final int TRIES = 5;

    private static final long PAUSE_NANOS = 100_000_000;

    private final Predicate<Input> journal;
    private volatile boolean untold;
    private final Function<GatewayConfig, Map<String, String>> adapters;
    private final @Nullable Failover failover;
    private GatewayConfig config;
    private String text;
    private Failover.Turned turned;

    /**
     * The file at the start, not acted on yet; its beds are in the ward.
     *
     * @param journal where inputs go; false when there is no room for one now
     * @param failover the lease; null for a box by itself
     */
    SiteInForce(
            Predicate<Input> journal,
            Function<GatewayConfig, Map<String, String>> adapters,
            @Nullable Failover failover,
            GatewayConfig config,
            Optional<String> text) {
        this.journal = journal;
        this.adapters = adapters;
        this.failover = failover;
        this.config = config;
        this.text = text.orElse(""); // without a file, as in tests, the beds stay
        this.turned = failover == null ? Failover.Turned.ALWAYS : failover.now();
    }

    /** Opens what is to be open; tells what could not be. */
    synchronized Map<String, String> open() {
        return adapters.apply(turned.polls() ? config : config.withoutCalls());
    }

    /** Follows the lease from now on. */
    void follow() {
        if (failover != null) {
            failover.start(this::turned);
        }
    }

    /** The file changed: the ward first, so that a new sender finds its bed. */
    synchronized Map<String, String> changed(GatewayConfig next, String nextText) {
        config = next;
        text = nextText;
        tellBeds();
        return open();
    }

    /** A site that finds no room would leave beds that nobody watches, or that two do: it is put in again. */
    private void tellBeds() {
        Input site = new Input.Site(turned.watches() ? text : text + SiteMapping.ELSEWHERE);
        for (int i = 0; !journal.test(site); i++) {
            if (i == TRIES) {
                untold = true;
                LOG.error("event=site-not-journaled beds={} action=\"tried again\"", turned.watches());
                return;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        untold = false;
    }

    /** To be called now and then: the ward is told of its beds if there was no room for that. */
    synchronized void again() {
        if (untold) {
            tellBeds();
        }
    }

    /** What an engineer should know; empty when all is well. Any thread. */
    Optional<String> problem() {
        return untold
                ? Optional.of("the beds of site.yaml are not in force yet: the journal takes nothing")
                : Optional.empty();
    }

    private synchronized void turned(Failover.Turned next) {
        boolean sameBeds = next.watches() == turned.watches();
        boolean sameCalls = next.polls() == turned.polls();
        turned = next;
        if (sameBeds && sameCalls) {
            return;
        }
        if (!sameBeds && !text.isEmpty()) {
            tellBeds();
        }
        Map<String, String> notOpen = open();
        LOG.warn("event=failover-applied polls={} beds={} not-open={}", next.polls(), next.watches(), notOpen.keySet());
    }
}
