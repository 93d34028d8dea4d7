package org.vigie.gateway.ops;

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
        return text() + "+" + assets.version();
    }
}
