package org.vigie.adapter.hl7;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.vigie.adapter.hl7.codec.AckMode;
import org.vigie.adapter.hl7.codec.Delimiters;
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
        String first = part(msh.sendingApplication(), msh.delimiters().component(), 0);
        String name = first.isEmpty()
                ? part(msh.sendingApplication(), msh.delimiters().component(), 1)
                : first;
        String system = "";
        for (SegmentRange segment : message.segments()) {
            if (segment.name().equals("OBX")) {
                system = codeSystem(message, segment);
                break;
            }
        }
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
        Delimiters delimiters = message.msh().delimiters();
        return part(part(start, delimiters.field(), 3), delimiters.component(), 2)
                .strip();
    }

    /** Part {@code number} of a text, from 0; empty when it has fewer. */
    private static String part(String text, char by, int number) {
        int from = 0;
        for (int i = 0; i < number; i++) {
            int next = text.indexOf(by, from);
            if (next < 0) {
                return "";
            }
            from = next + 1;
        }
        int end = text.indexOf(by, from);
        return text.substring(from, end < 0 ? text.length() : end);
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
