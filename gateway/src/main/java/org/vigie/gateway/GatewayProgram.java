package org.vigie.gateway;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.vigie.gateway.config.GatewayConfig;
import org.vigie.gateway.config.SiteFile;
import org.vigie.gateway.drill.DrillFolder;
import org.vigie.model.program.GatewayStarter;
import org.vigie.model.program.RunningGateway;
import org.vigie.profiles.DeviceProfile;
import org.vigie.profiles.ProfileCatalog;

/** Starts a gateway from a site file, inside this process; what {@code run} and {@code demo} use. */
public final class GatewayProgram implements GatewayStarter {
    /** Read once for the process: the built-in profiles never change. */
    private static final class BuiltIn {
        static final ProfileCatalog PROFILES = ProfileCatalog.load();
    }

    private static final Duration READY = Duration.ofSeconds(20);

    @Override
    public RunningGateway start(Path siteFile) {
        return start(siteFile, read(siteFile));
    }

    /** Reads and checks a site file, with the profiles of this program. */
    public static GatewayConfig read(Path siteFile) {
        try {
            return SiteFile.read(
                    siteFile, profiles().all().stream().map(DeviceProfile::id).collect(Collectors.toSet()));
        } catch (IOException unreadable) {
            throw new GatewayException(
                    "cannot read " + siteFile + " (" + unreadable.getClass().getSimpleName()
                            + "). Write one with: vigie init " + siteFile,
                    unreadable);
        }
    }

    /** The profiles of this program. */
    static ProfileCatalog profiles() {
        return BuiltIn.PROFILES;
    }

    /** Starts and waits until the gateway is ready. */
    public static Gateway start(Path siteFile, GatewayConfig config) {
        refuse(config);
        return ready(Gateway.start(config, siteFile));
    }

    /** Starts the gateway of a drill and waits until it is ready. */
    public static DrillGateway startDrill(GatewayConfig config) {
        refuse(config);
        return new DrillGateway(ready(Gateway.start(config)));
    }

    private static void refuse(GatewayConfig config) {
        DrillFolder.refusal(config).ifPresent(why -> {
            throw new GatewayException(why, null);
        });
    }

    private static Gateway ready(Gateway gateway) {
        long end = System.nanoTime() + READY.toNanos();
        CountDownLatch pause = new CountDownLatch(1);
        try {
            while (!gateway.isReady()) {
                if (System.nanoTime() > end) {
                    gateway.close();
                    throw new GatewayException("not ready within " + READY.toSeconds() + " s; see the log", null);
                }
                boolean unused = pause.await(10, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            gateway.close();
            throw new GatewayException("interrupted while starting", stopped);
        }
        return gateway;
    }
}
