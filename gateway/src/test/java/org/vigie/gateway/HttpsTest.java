package org.vigie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.gateway.testing.Await;
import org.vigie.gateway.testing.Replica;

class HttpsTest {
    @TempDir
    private Path folder = Path.of("unset");

    private Gateway start() throws IOException {
        Path file = folder.resolve("site.yaml");
        Files.writeString(
                file,
                TestSite.text(TestSite.beds(2))
                        .replace("port: 0 }\ndata", "port: 0, secure: true, secure-port: 0 }\ndata"));
        return Gateway.start(GatewayProgram.read(file));
    }

    @Test
    void aDisplayThatTrustsTheSiteHasPageAndLiveStreamByHttps() throws Exception {
        try (Gateway gateway = start()) {
            URI secure = gateway.secureAddress().orElseThrow();
            HttpClient client = HttpClient.newBuilder()
                    .sslContext(trusting(
                            get(HttpClient.newHttpClient(), gateway.address().resolve("ca.crt"))
                                    .body()))
                    .build();
            HttpResponse<String> ward = get(client, secure.resolve("api/v1/ward"));
            assertEquals(200, ward.statusCode());
            assertTrue(ward.body().contains("\"bedsTotal\":2"), ward.body());
            try (Replica display = Replica.connect(client, secure)) {
                Await.until(
                        "a snapshot by wss", () -> !display.frames("snapshot").isEmpty());
                assertEquals(2, display.state().get("beds").size());
            }
        }
    }

    @Test
    void aDisplayThatDoesNotKnowTheSiteIsNotLedToTrustIt() throws IOException {
        try (Gateway gateway = start()) {
            URI secure = gateway.secureAddress().orElseThrow();
            HttpRequest request = HttpRequest.newBuilder(secure).build();
            assertThrows(
                    SSLException.class,
                    () -> HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()));
        }
    }

    private static HttpResponse<String> get(HttpClient client, URI address) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static SSLContext trusting(String pem) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry(
                "site",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
