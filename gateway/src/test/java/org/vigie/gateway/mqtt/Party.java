package org.vigie.gateway.mqtt;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.vigie.gateway.testing.Await;

/** One client of a broker: notes what it hears. Thread-safe. */
public final class Party implements LaneListener, AutoCloseable {
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final Set<Long> accepted = new ConcurrentSkipListSet<>();
    private final Set<Long> refused = new ConcurrentSkipListSet<>();
    private final MqttLane lane;
    private volatile Runnable onNews = () -> {};

    private Party(LaneOptions options) {
        lane = new MqttLane(options, this);
    }

    /** Begins to connect. */
    public static Party start(LaneOptions options) {
        Party party = new Party(options);
        party.lane.start();
        return party;
    }

    /** Waits until it is connected. */
    public Party awaitUp() {
        Await.until(lane.status().name() + " up", this::isUp);
        return this;
    }

    public boolean isUp() {
        return lane.status().up();
    }

    public MqttLane lane() {
        return lane;
    }

    /** Called whenever it is up or something was answered. */
    public void onNews(Runnable news) {
        onNews = news;
    }

    /** Everything that arrived, as {@code topic text}, with {@code (retained)} behind what the broker had kept. */
    public List<String> heard() {
        return heard;
    }

    public Set<Long> accepted() {
        return accepted;
    }

    public Set<Long> refused() {
        return refused;
    }

    public long ends(String reason) {
        return lane.status().ends().getOrDefault(reason, 0L);
    }

    @Override
    public void up() {
        onNews.run();
    }

    @Override
    public void down(String reason) {
        heard.add("down " + reason);
    }

    @Override
    public void answered(long ticket, boolean ok) {
        (ok ? accepted : refused).add(ticket);
        onNews.run();
    }

    @Override
    public void arrived(String topic, byte[] payload, boolean retained) {
        heard.add(topic + " " + new String(payload, StandardCharsets.UTF_8) + (retained ? " (retained)" : ""));
    }

    @Override
    public void close() {
        lane.close();
    }
}
