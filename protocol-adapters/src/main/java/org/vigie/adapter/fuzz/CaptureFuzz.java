package org.vigie.adapter.fuzz;

import org.vigie.adapter.replay.IntellivueCapture;
import org.vigie.adapter.replay.LineJson;
import org.vigie.profiles.DeviceProfile;
import org.vigie.profiles.ProfileCatalog;

/** Capture files, as {@code decode} reads them: nothing throws, every line can be written. */
public final class CaptureFuzz {
    private static final DeviceProfile PROFILE =
            ProfileCatalog.load().find("philips-intellivue").orElseThrow();

    private CaptureFuzz() {}

    /** One input; any exception is a finding. */
    public static void fuzzerTestOneInput(byte[] data) {
        int[] written = {0};
        IntellivueCapture.decode(
                PROFILE, data, line -> written[0] += LineJson.of(line).length());
        if (written[0] < 0) {
            throw new AssertionError("endless output");
        }
    }
}
