package org.vigie.gateway.pipeline;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.vigie.adapter.hl7.CatalogMatch;
import org.vigie.adapter.hl7.Hl7Decoder;
import org.vigie.adapter.hl7.codec.ScanResult;
import org.vigie.adapter.hl7.codec.StructureScan;
import org.vigie.adapter.intellivue.IntellivueDecoder;
import org.vigie.adapter.spi.MessageDecoder;
import org.vigie.gateway.pipeline.records.Input;
import org.vigie.model.limits.Limits;
import org.vigie.model.report.Report;
import org.vigie.profiles.DeviceProfile;
import org.vigie.profiles.ProfileCatalog;

/**
 * Decodes by the profile that stands in the record; a profile that no longer exists, or {@code auto}, is found again by
 * what the message shows. Decoders are made once for each profile. One thread.
 */
public final class ProfileDecoding implements Decoding {
    private final ProfileCatalog catalog;
    private final Map<String, MessageDecoder> decoders = new HashMap<>();

    /** A decoding by the profiles of {@code catalog}. */
    public ProfileDecoding(ProfileCatalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public List<Report> decode(Input.Message message) {
        DeviceProfile profile = catalog.find(message.profile()).orElseGet(() -> recognised(message.bytes()));
        return decoders.computeIfAbsent(profile.id(), id -> decoder(profile)).decode(message.bytes());
    }

    private static MessageDecoder decoder(DeviceProfile profile) {
        return profile.dialect().protocol() == DeviceProfile.Protocol.INTELLIVUE
                ? new IntellivueDecoder(profile)
                : new Hl7Decoder(profile);
    }

    private DeviceProfile recognised(byte[] bytes) {
        ScanResult scan = StructureScan.scan(bytes, Limits.DEFAULT.hl7());
        if (scan instanceof ScanResult.Scanned good) {
            return catalog.match(CatalogMatch.fingerprint(good));
        }
        return catalog.find(ProfileCatalog.FALLBACK)
                .orElseThrow(() -> new IllegalStateException("no profile " + ProfileCatalog.FALLBACK));
    }
}
