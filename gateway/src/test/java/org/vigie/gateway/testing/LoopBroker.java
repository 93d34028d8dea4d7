package org.vigie.gateway.testing;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.link.Lane;
import org.vigie.gateway.link.LinkPort;

/** A broker inside a test: what one port sends, the ports that subscribed to it receive. Thread-safe. */
public final class LoopBroker implements AutoCloseable {
    private final ExecutorService turn = Executors.newSingleThreadExecutor(body -> {
        Thread thread = new Thread(body, "loop-broker");
        thread.setDaemon(true);
        return thread;
    });
    private final List<Port> ports = new CopyOnWriteArrayList<>();

    /** A port with these subscriptions. */
    public Port open(LinkPort.Plan plan) {
        Port port = new Port(plan.subscriptions());
        ports.add(port);
        return port;
    }

    /** One client. */
    public final class Port implements LinkPort {
        private final Map<Lane, List<String>> subscriptions;
        private final Set<Lane> up = EnumSet.noneOf(Lane.class);
        private volatile boolean pulled;
        private volatile @Nullable Listener listener;

        Port(Map<Lane, List<String>> subscriptions) {
            this.subscriptions = subscriptions;
        }

        @Override
        public void start(Listener told) {
            listener = told;
            plug();
        }

        /** The cable is pulled: nothing passes, and everybody is told. */
        public void pull() {
            pulled = true;
            change(false);
        }

        /** The cable is back. */
        public void plug() {
            pulled = false;
            change(true);
        }

        private void change(boolean connected) {
            turn.execute(() -> {
                for (Lane lane : Lane.values()) {
                    Listener told = listener;
                    if (told != null && connected && up.add(lane)) {
                        told.up(lane);
                    } else if (told != null && !connected && up.remove(lane)) {
                        told.down(lane, "pulled");
                    }
                }
            });
        }

        @Override
        public boolean send(Lane lane, String topic, byte[] payload, boolean retain, long token) {
            if (pulled || listener == null || turn.isShutdown()) {
                return false;
            }
            turn.execute(() -> {
                for (Port port : ports) {
                    Listener told = port.listener;
                    if (!port.pulled && told != null && port.wants(lane, topic)) {
                        told.received(lane, topic, payload, false);
                    }
                }
                Listener own = listener;
                if (own != null && up.contains(lane)) {
                    own.acknowledged(lane, token);
                }
            });
            return true;
        }

        private boolean wants(Lane lane, String topic) {
            return subscriptions.getOrDefault(lane, List.of()).stream()
                    .anyMatch(filter -> topic.matches(filter.replace("+", "[^/]+")));
        }

        @Override
        public void close() {
            pulled = true;
            listener = null;
        }
    }

    @Override
    public void close() {
        turn.shutdownNow();
    }
}
