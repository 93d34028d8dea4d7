package org.vigie.gateway.ops;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.vigie.dashboard.DashboardAssets;

/** Which program this is. */
public final class Version {
    private Version() {}

    /** The version of the jar, or {@code development} outside of one. */
    public static String text() {
        @Nullable String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /** Version and a hash of the page's files: a page whose own files differ from the gateway's has to reload. */
    public static String build(DashboardAssets assets) {
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            for (String path : new TreeSet<>(assets.paths())) {
                hash.update(path.getBytes(StandardCharsets.UTF_8));
                assets.find(path).ifPresent(asset -> hash.update(asset.etag().getBytes(StandardCharsets.UTF_8)));
            }
            return text() + "+" + HexFormat.of().formatHex(hash.digest(), 0, 6);
        } catch (NoSuchAlgorithmException bug) {
            throw new IllegalStateException("a JDK without SHA-256", bug);
        }
    }
}
