package org.vigie.gateway.mqtt;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.link.LinkPort;
import org.vigie.model.limits.Limits;

/**
 * One Paho client for one connection. Paho 1.2.5 loops for ever when it reconnects by itself with QoS 1 in flight (its
 * issue 1104: a topic alias of the old connection), leaves threads behind after a failed connect (654, 747) and calls
 * itself connected while nothing is acknowledged: so it has no persistence, no reconnect, threads of its own that are
 * ended with it, and a socket that is closed under it. SOURCE: reference/stack.md 3.1.
 */
final class PahoWire implements Wire {
    /** Paho writes timeouts to java.util.logging at SEVERE; what matters is said by {@link MqttLane}. Held strongly. */
    private static final Logger QUIET = Logger.getLogger("org.eclipse.paho.mqttv5");

    /** Connect, receive, send, call back, ping, disconnect: no task of Paho waits for another's thread. */
    private static final int THREADS = 6;

    private static final long DISCARD_MS = 1_000;
    private static final int REFUSED_FROM = 0x80;

    /** MQTT 5, 3.14.2.1: "Session taken over", another connection with the same client identifier. */
    private static final int TAKEN_OVER = 0x8E;

    private static final int DISCONNECT_WITH_WILL = 0x04;
    private static final int USUAL_RECEIVE_MAXIMUM = 65_535;
    private static final int HEADERS = 4_096;

    static {
        QUIET.setLevel(Level.OFF);
    }

    private final LaneOptions options;
    private final Events events;
    private final TunedSockets sockets;
    private final ScheduledThreadPoolExecutor threads;
    private final MqttAsyncClient client;

    private PahoWire(LaneOptions options, Events events) throws IOException, MqttException {
        this.options = options;
        this.events = events;
        LaneOptions.TlsSource tls = options.tls();
        this.sockets = new TunedSockets(tls == null ? null : tls.context().getSocketFactory(), options.limits());
        this.threads = new ScheduledThreadPoolExecutor(THREADS, body -> {
            Thread thread = new Thread(body, "vigie-mqtt-paho-" + options.name());
            thread.setDaemon(true);
            return thread;
        });
        String scheme = tls == null ? "tcp://" : "ssl://";
        this.client = new MqttAsyncClient(
                scheme + options.endpoint(), options.clientId(), new MemoryPersistence(), null, threads);
        client.setCallback(new Calls());
    }

    /** A client that begins to connect. */
    static Wire open(LaneOptions options, Events events) throws IOException {
        @Nullable PahoWire wire = null;
        try {
            wire = new PahoWire(options, events);
            wire.client.connect(wire.connection(), null, wire.new Connected());
            return wire;
        } catch (MqttException | RuntimeException unusable) {
            if (wire != null) {
                wire.discard();
            }
            throw new IOException(words(unusable), unusable);
        }
    }

    private MqttConnectionOptions connection() {
        Limits.Mqtt limits = options.limits();
        MqttConnectionOptions connection = new MqttConnectionOptions();
        connection.setAutomaticReconnect(false);
        connection.setCleanStart(true);
        connection.setSessionExpiryInterval(0L);
        connection.setKeepAliveInterval((int) limits.keepAlive().toSeconds());
        connection.setConnectionTimeout((int) Math.max(1, limits.connect().toSeconds()));
        connection.setMaximumPacketSize((long) limits.payloadBytes() + HEADERS);
        connection.setUseSubscriptionIdentifiers(false);
        connection.setSocketFactory(sockets.factory());
        Outbound will = options.will();
        if (will != null) {
            connection.setWill(will.topic(), message(will));
        }
        return connection;
    }

    private static MqttMessage message(Outbound outbound) {
        MqttMessage message = new MqttMessage(outbound.payload());
        message.setQos(outbound.qos());
        message.setRetained(outbound.retained());
        Duration expiry = outbound.expiry();
        if (expiry != null) {
            MqttProperties properties = new MqttProperties();
            properties.setMessageExpiryInterval(expiry.toSeconds());
            message.setProperties(properties);
        }
        return message;
    }

    @Override
    public void publish(long key, Outbound message) throws IOException {
        try {
            client.publish(message.topic(), message(message), null, new Answered(key));
        } catch (MqttException | RuntimeException refused) {
            throw new IOException(words(refused), refused);
        }
    }

    @Override
    public void close(Duration limit) {
        try {
            client.disconnect(0, null, null, DISCONNECT_WITH_WILL, new MqttProperties())
                    .waitForCompletion(limit.toMillis());
        } catch (MqttException | RuntimeException goneAlready) {
            // Whoever listens at the broker gets the will all the same: the connection breaks without a goodbye.
            discard();
            return;
        }
        discard();
    }

    @Override
    public void discard() {
        sockets.end();
        // In a thread of its own: what Paho waits for in here is Paho's business.
        Thread end = new Thread(this::endClient, "vigie-mqtt-discard-" + options.name());
        end.setDaemon(true);
        end.start();
        try {
            end.join(DISCARD_MS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        threads.shutdownNow();
    }

    private void endClient() {
        try {
            client.disconnectForcibly(0, 100, false);
        } catch (MqttException | RuntimeException wasNotConnected) {
            QUIET.finest("not connected");
        }
        try {
            client.close(true);
        } catch (MqttException | RuntimeException stillConnecting) {
            // Its socket is closed and its threads are interrupted: nothing of it lives on.
            QUIET.finest("still connecting");
        }
    }

    /** What went wrong, for a person: Paho wraps the cause. */
    private static String words(Throwable failed) {
        Throwable cause = failed;
        for (int depth = 0; depth < 8 && cause.getCause() != null; depth++) {
            cause = cause.getCause();
        }
        String text = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return failed instanceof MqttException coded ? text + " (" + coded.getReasonCode() + ")" : text;
    }

    private static boolean isRefused(int @Nullable [] codes) {
        if (codes == null) {
            return false;
        }
        for (int code : codes) {
            if (code >= REFUSED_FROM) {
                return true;
            }
        }
        return false;
    }

    /** Connected: subscribe; the lane is up when the broker has confirmed that. */
    private final class Connected implements MqttActionListener {
        @Override
        public void onSuccess(IMqttToken token) {
            MqttProperties properties = token.getResponseProperties();
            Integer maximum = properties == null ? null : properties.getReceiveMaximum();
            int receive = maximum == null ? USUAL_RECEIVE_MAXIMUM : maximum;
            if (options.subscriptions().isEmpty()) {
                events.up(receive);
                return;
            }
            MqttSubscription[] wanted = options.subscriptions().stream()
                    .map(filter -> new MqttSubscription(filter, 1))
                    .toArray(MqttSubscription[]::new);
            try {
                client.subscribe(wanted, null, new Subscribed(receive), new MqttProperties());
            } catch (MqttException | RuntimeException refused) {
                events.lost("subscribe-failed", words(refused));
            }
        }

        @Override
        public void onFailure(IMqttToken token, Throwable failed) {
            events.lost("connect-failed", words(failed));
        }
    }

    private final class Subscribed implements MqttActionListener {
        private final int receiveMaximum;

        Subscribed(int receiveMaximum) {
            this.receiveMaximum = receiveMaximum;
        }

        @Override
        public void onSuccess(IMqttToken token) {
            if (isRefused(token.getReasonCodes())) {
                events.lost("subscribe-refused", "the broker does not let this client subscribe");
            } else {
                events.up(receiveMaximum);
            }
        }

        @Override
        public void onFailure(IMqttToken token, Throwable failed) {
            events.lost("subscribe-failed", words(failed));
        }
    }

    private final class Answered implements MqttActionListener {
        private final long key;

        Answered(long key) {
            this.key = key;
        }

        @Override
        public void onSuccess(IMqttToken token) {
            events.answered(key, !isRefused(token.getReasonCodes()));
        }

        @Override
        public void onFailure(IMqttToken token, Throwable failed) {
            if (failed instanceof MqttException coded && isRefused(token.getReasonCodes())) {
                events.answered(key, coded.getReasonCode() < REFUSED_FROM);
            } else {
                events.lost("publish-failed", words(failed));
            }
        }
    }

    private final class Calls implements MqttCallback {
        @Override
        public void disconnected(MqttDisconnectResponse response) {
            if (response.getReturnCode() == TAKEN_OVER) {
                events.lost(LinkPort.TAKEN_OVER, "another client has connected under the name of this one");
                return;
            }
            MqttException failed = response.getException();
            String text = failed == null
                    ? String.format(Locale.ROOT, "the broker ended it (0x%02X)", response.getReturnCode())
                    : words(failed);
            events.lost("broken", text);
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            events.arrived(topic, message.getPayload(), message.isRetained());
        }

        @Override
        public void mqttErrorOccurred(MqttException error) {
            events.lost("error", words(error));
        }

        @Override
        public void deliveryComplete(IMqttToken token) {
            // Each publish has its own listener.
        }

        @Override
        public void connectComplete(boolean reconnect, String broker) {
            // The connect has its own listener.
        }

        @Override
        public void authPacketArrived(int reasonCode, MqttProperties properties) {
            events.lost("error", "the broker wants an authentication that is not spoken here");
        }
    }
}
