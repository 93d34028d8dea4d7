package org.vigie.bench.readers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** One MQTT 5 connection with a certificate of the site. Counts are of all its threads. */
final class Client implements AutoCloseable {
    private static final char[] WORD = "vigie".toCharArray();
    private static final int STATE_EXPIRES_S = 30;
    private static final long ANSWER_MS = 30_000;

    private final MqttAsyncClient client;
    private final LongAdder notTaken = new LongAdder();

    /**
     * Connects and waits for it.
     *
     * @param heard topic and payload of what arrives, on a thread of the client
     */
    Client(String name, int port, SSLContext tls, BiConsumer<String, byte[]> heard) throws IOException {
        try {
            client = new MqttAsyncClient("ssl://127.0.0.1:" + port, name, new MemoryPersistence());
            client.setCallback(new Calls(heard));
            MqttConnectionOptions options = new MqttConnectionOptions();
            options.setAutomaticReconnect(false);
            options.setCleanStart(true);
            options.setSocketFactory(tls.getSocketFactory());
            options.setUseSubscriptionIdentifiers(false);
            client.connect(options).waitForCompletion(ANSWER_MS);
        } catch (MqttException refused) {
            throw new IOException(name + " at port " + port + ": " + refused, refused);
        }
    }

    /** TLS with the identity of {@code vigie pki box}. */
    static SSLContext tls(Path identity) throws IOException {
        try (InputStream in = Files.newInputStream(identity)) {
            KeyStore own = KeyStore.getInstance("PKCS12");
            own.load(in, WORD);
            KeyStore site = KeyStore.getInstance("PKCS12");
            site.load(null, null);
            site.setCertificateEntry("site", (X509Certificate) own.getCertificateChain("vigie")[1]);
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            keys.init(own, WORD);
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(site);
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException unusable) {
            throw new IOException(identity + ": " + unusable, unusable);
        }
    }

    /** Subscribes with QoS 1 and waits for the answer. */
    void subscribe(String filter) throws IOException {
        try {
            client.subscribe(filter, 1).waitForCompletion(ANSWER_MS);
        } catch (MqttException refused) {
            throw new IOException(filter + ": " + refused, refused);
        }
    }

    /** Publishes a state: retained, forgotten after 30 s. */
    boolean state(String topic, byte[] payload) {
        MqttMessage message = new MqttMessage(payload);
        message.setQos(1);
        message.setRetained(true);
        MqttProperties properties = new MqttProperties();
        properties.setMessageExpiryInterval((long) STATE_EXPIRES_S);
        message.setProperties(properties);
        return publish(topic, message);
    }

    /** Publishes a step of an alarm. */
    boolean alarm(String topic, byte[] payload) {
        MqttMessage message = new MqttMessage(payload);
        message.setQos(1);
        return publish(topic, message);
    }

    /** False when too many are unanswered; it is counted. */
    private boolean publish(String topic, MqttMessage message) {
        try {
            client.publish(topic, message);
            return true;
        } catch (MqttException full) {
            notTaken.increment();
            return false;
        }
    }

    /** Publishes that were not taken because too many were unanswered. */
    long notTaken() {
        return notTaken.sum();
    }

    @Override
    public void close() throws IOException {
        try {
            client.disconnectForcibly(0, 500, false);
            client.close(true);
        } catch (MqttException gone) {
            throw new IOException(gone);
        }
    }

    private record Calls(BiConsumer<String, byte[]> heard) implements MqttCallback {
        @Override
        public void messageArrived(String topic, MqttMessage message) {
            heard.accept(topic, message.getPayload());
        }

        @Override
        public void disconnected(MqttDisconnectResponse response) {
            // What is missing then is counted as missing.
        }

        @Override
        public void mqttErrorOccurred(MqttException error) {
            // As above.
        }

        @Override
        public void deliveryComplete(IMqttToken token) {
            // Answers are not measured here.
        }

        @Override
        public void connectComplete(boolean reconnect, String broker) {
            // The connect is waited for.
        }

        @Override
        public void authPacketArrived(int reasonCode, MqttProperties properties) {
            // Certificates only.
        }
    }
}
