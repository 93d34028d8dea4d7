package org.vigie.gateway.link;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * Names of MQTT topics. The link's own are {@code vigie/v1/link/EDGE/HUB/LANE/up} (edge to hub) and {@code .../down}
 * (hub to edge): each hub has its own, because gaps, credit and repair are each hub's own business, also where several
 * hubs share one broker. For anybody else there is {@code vigie/v1/SITE/EDGE/status} and
 * {@code vigie/v1/SITE/EDGE/BED/WHAT}; these are no part of the link and nothing of Vigie reads them.
 */
public final class LinkTopics {
    private static final String ROOT = "vigie/v1/";
    private static final String LINK = ROOT + "link/";
    private static final int LINK_LEVELS = 7;

    private LinkTopics() {}

    /**
     * A topic of the link, taken apart.
     *
     * @param edge id
     * @param hub id
     * @param lane it belongs to
     * @param up true from edge to hub
     */
    public record Address(String edge, String hub, Lane lane, boolean up) {}

    /** What an edge publishes to a hub. */
    public static String up(String edge, String hub, Lane lane) {
        return LINK + level(edge) + '/' + level(hub) + '/' + lane.word() + "/up";
    }

    /** What a hub publishes to an edge. */
    public static String down(String edge, String hub, Lane lane) {
        return LINK + level(edge) + '/' + level(hub) + '/' + lane.word() + "/down";
    }

    /** What a hub subscribes to: everything that is for it. */
    public static String upOfAll(String hub, Lane lane) {
        return LINK + "+/" + level(hub) + '/' + lane.word() + "/up";
    }

    /** The beats of a box of a pair, for its partner and for hubs: a broker lets this box alone write there. */
    public static String pair(String box) {
        return LINK + level(box) + "/status";
    }

    /** What a hub subscribes to for the beats of all pairs. */
    public static String ofAllPairs() {
        return LINK + "+/status";
    }

    /** The parts of a topic of the link; empty for any other. */
    public static Optional<Address> read(String topic) {
        String[] levels = topic.split("/", -1);
        if (levels.length != LINK_LEVELS || !topic.startsWith(LINK)) {
            return Optional.empty();
        }
        boolean up = levels[6].equals("up");
        if (!up && !levels[6].equals("down")) {
            return Optional.empty();
        }
        for (Lane lane : Lane.values()) {
            if (lane.word().equals(levels[5])) {
                return name(levels[3]).flatMap(edge -> name(levels[4]).map(hub -> new Address(edge, hub, lane, up)));
            }
        }
        return Optional.empty();
    }

    /** Whether an edge is there: retained {@code online}, and {@code offline} as its will. */
    public static String status(String site, String edge) {
        return ROOT + level(site) + '/' + level(edge) + "/status";
    }

    /** Something of a bed, such as {@code state} (retained) or {@code alarm}. */
    public static String ofBed(String site, String edge, String bed, String what) {
        return ROOT + level(site) + '/' + level(edge) + '/' + level(bed) + '/' + what;
    }

    /**
     * A name as one level of a topic: letters, digits, {@code -}, {@code _}, {@code .} and everything that is not ASCII
     * stand for themselves; the other characters become {@code %XX}. Never empty.
     */
    public static String level(String name) {
        StringBuilder out = new StringBuilder();
        name.codePoints().forEach(c -> {
            if (Character.isLetterOrDigit(c) || c == '-' || c == '_' || (c == '.' && !out.isEmpty())) {
                out.appendCodePoint(c);
            } else {
                for (byte octet : new String(Character.toChars(c)).getBytes(StandardCharsets.UTF_8)) {
                    out.append('%').append(String.format(Locale.ROOT, "%02X", octet & 0xFF));
                }
            }
        });
        return out.isEmpty() ? "%" : out.toString();
    }

    /** The name of a level; empty when {@link #level} does not make it. */
    static Optional<String> name(String level) {
        if (level.equals("%")) {
            return Optional.of("");
        }
        byte[] octets = level.getBytes(StandardCharsets.UTF_8);
        byte[] out = new byte[octets.length];
        int length = 0;
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] != '%') {
                out[length++] = octets[i];
                continue;
            }
            int high = i + 2 < octets.length ? Character.digit(octets[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(octets[i + 2], 16);
            if (low < 0) {
                return Optional.empty();
            }
            out[length++] = (byte) (high << 4 | low);
            i += 2;
        }
        String name = new String(out, 0, length, StandardCharsets.UTF_8);
        return level(name).equals(level) ? Optional.of(name) : Optional.empty();
    }
}
