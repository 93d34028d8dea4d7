package org.vigie.gateway.failover;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.vigie.dashboard.wire.WardView;
import org.vigie.gateway.fanout.RemoteFeed;
import org.vigie.gateway.fanout.WardViews;

/**
 * What the displays of a box of a pair are told of it, as statements beside the alarms of links: that it stands by and
 * for whom, that nobody is known to poll, that there is no partner. None of them sounds: beds without data do.
 */
public final class PairFeed implements RemoteFeed {
    /** Begin of the ids of statements. */
    static final String STATEMENT = "pair:";

    private final RemoteFeed next;
    private final Failover failover;
    private final Supplier<WardViews.Moment> moment;
    private WardView.@Nullable Alarm last;
    private long changes;

    /** Before a feed. */
    public PairFeed(RemoteFeed next, Failover failover, Supplier<WardViews.Moment> moment) {
        this.next = next;
        this.failover = failover;
        this.moment = moment;
    }

    @Override
    public Beds now() {
        Beds beds = next.now();
        Optional<WardView.Alarm> word = word();
        List<WardView.Alarm> alarms = new ArrayList<>(beds.alarms());
        word.ifPresent(alarms::add);
        return new Beds(beds.changes() + changes(), beds.nowMs(), beds.beds(), List.copyOf(alarms));
    }

    private synchronized long changes() {
        return changes;
    }

    private synchronized Optional<WardView.Alarm> word() {
        String code = failover.now().word().code();
        WardView.@Nullable Alarm before = last;
        if (code.isEmpty()) {
            last = null;
        } else if (before == null || !code.equals(before.code())) {
            last = statement(code);
        }
        changes += Objects.equals(before, last) ? 0 : 1;
        return Optional.ofNullable(last);
    }

    private WardView.Alarm statement(String code) {
        String since = moment.get().serverTime();
        return new WardView.Alarm(
                STATEMENT + code + ":" + since,
                code,
                failover.config().partner(),
                null,
                null,
                null,
                null,
                null,
                code.equals("VIGIE_NOT_POLLING") ? "medium" : "low",
                "technical",
                "active-unack",
                false,
                since,
                null,
                null,
                false,
                false,
                List.of(),
                0);
    }

    @Override
    public void onChange(Runnable listener) {
        next.onChange(listener);
        failover.onChange(listener);
    }

    @Override
    public Optional<Keeper> keeper(String bed) {
        return next.keeper(bed);
    }

    @Override
    public List<String> boxes() {
        return next.boxes();
    }
}
