package org.vigie.gateway.annunciator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.gateway.testing.Await;

class RelayAnnunciatorTest {
    private final AtomicInteger held = new AtomicInteger();

    @TempDir
    private Path folder = Path.of("unset");

    private RelayAnnunciator relay(Path port) {
        return new RelayAnnunciator(port, path -> {
            if (!Files.exists(path)) {
                throw new IOException("no such port");
            }
            held.incrementAndGet();
            return held::decrementAndGet;
        });
    }

    @Test
    void silentOnlyWhileSomebodyKeepsItSo() throws Exception {
        Path port = Files.createFile(folder.resolve("ttyUSB0"));
        try (RelayAnnunciator relay = relay(port)) {
            assertEquals(0, held.get(), "nobody has said yet that all is well");
            relay.quiet();
            Await.until("held", () -> held.get() == 1);
            Await.until("and said to be well", () -> relay.problem().isEmpty());
            relay.sound();
            Await.until("released", () -> held.get() == 0);
            relay.quiet();
            Await.until("held again", () -> held.get() == 1);
        }
        Await.until("a gateway that ends lets go", () -> held.get() == 0);
    }

    @Test
    void aPortThatIsGoneIsAProblemAndIsFoundAgain() throws Exception {
        Path port = folder.resolve("ttyUSB0");
        try (RelayAnnunciator relay = relay(port)) {
            relay.quiet();
            Await.until("problem", () -> relay.problem().orElse("").contains("no such port"));
            Files.createFile(port);
            Await.until("found", () -> held.get() == 1);
            Files.delete(port);
            Await.until("unplugged", () -> held.get() == 0);
            Await.until("said", () -> relay.problem().isPresent());
        }
    }

    @Test
    void bothSoundAndEitherMayBeTheProblem() {
        AtomicInteger sounding = new AtomicInteger();
        Annunciator counted = new Annunciator() {
            @Override
            public void sound() {
                sounding.incrementAndGet();
            }

            @Override
            public void quiet() {
                sounding.decrementAndGet();
            }

            @Override
            public Optional<String> problem() {
                return Optional.empty();
            }

            @Override
            public void close() {
                sounding.set(-1);
            }
        };
        Both both = new Both(counted, counted);
        both.sound();
        assertEquals(2, sounding.get());
        assertTrue(both.problem().isEmpty());
        assertTrue(new Both(counted, Annunciator.NONE).problem().isPresent());
    }
}
