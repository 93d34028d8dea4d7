package org.vigie.adapter.hl7;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;
import org.vigie.adapter.hl7.codec.AckMode;
import org.vigie.adapter.hl7.codec.Msh;
import org.vigie.adapter.hl7.codec.ScanResult.Scanned;
import org.vigie.adapter.hl7.codec.ScanResult.SegmentRange;
import org.vigie.adapter.hl7.session.ProfileMatch;
import org.vigie.profiles.DeviceProfile;
import org.vigie.profiles.Fingerprint;
import org.vigie.profiles.ProfileCatalog;

/**
 * Finds the profile of a sender in the catalogue, by the header of its message and the code system of its first OBX.
 */
public final class CatalogMatch implements ProfileMatch {
    private final ProfileCatalog catalog;

    /** Matches against {@code catalog}. */
    public CatalogMatch(ProfileCatalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public Matched match(Scanned message) {
        DeviceProfile profile = catalog.match(fingerprint(message));
        return new Matched(profile.id(), profile.messageIdUnique(), ack(profile));
    }

    /** What {@code message} shows of its sender. */
    public static Fingerprint fingerprint(Scanned message) {
        Msh msh = message.msh();
        String[] application = components(msh.sendingApplication(), msh);
        String name = application[0].isEmpty() && application.length > 1 ? application[1] : application[0];
        String system = message.segments().stream()
                .filter(segment -> segment.name().equals("OBX"))
                .findFirst()
                .map(segment -> codeSystem(message, segment))
                .orElse("");
        return new Fingerprint(
                name,
                msh.sendingFacility(),
                msh.messageCode() + "^" + msh.trigger(),
                msh.controlId(),
                system.isEmpty() ? Set.of() : Set.of(system));
    }

    /** OBX-3.3; only the first bytes of the segment are looked at. */
    private static String codeSystem(Scanned message, SegmentRange obx) {
        int length = Math.min(obx.end() - obx.start(), 512);
        String start = new String(message.bytes(), obx.start(), length, StandardCharsets.ISO_8859_1);
        String[] fields = split(start, message.msh().delimiters().field());
        String[] code = fields.length > 3 ? components(fields[3], message.msh()) : new String[0];
        return code.length > 2 ? code[2].strip() : "";
    }

    private static String[] components(String field, Msh msh) {
        return split(field, msh.delimiters().component());
    }

    private static String[] split(String text, char by) {
        return text.split(Pattern.quote(String.valueOf(by)), -1);
    }

    /** How senders of that profile are answered. */
    public static AckMode ack(DeviceProfile profile) {
        return switch (profile.acknowledge()) {
            case AUTO -> AckMode.AUTO;
            case ORIGINAL -> AckMode.ORIGINAL;
            case ENHANCED -> AckMode.ENHANCED;
            case NONE -> AckMode.NONE;
        };
    }
}
