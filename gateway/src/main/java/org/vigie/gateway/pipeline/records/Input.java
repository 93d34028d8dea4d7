package org.vigie.gateway.pipeline.records;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigie.model.BedId;
import org.vigie.model.SourceId;
import org.vigie.model.link.LinkReason;
import org.vigie.model.ward.Order;
import org.vigie.model.ward.PowerState;
import org.vigie.model.ward.StorageLevel;

/**
 * Everything that may change the ward, as it is journaled and as it is replayed. What the gateway itself decides
 * (transitions) is not among it.
 */
public sealed interface Input {
    /**
     * A message of a monitor as it was sent.
     *
     * @param source who sent it
     * @param connection name of the connection
     * @param profile id of the profile that decodes it, or {@code auto}
     * @param content what it carries, and with it which queue of the journal it belongs to
     * @param bytes the message; not copied
     */
    @SuppressWarnings("ArrayRecordComponent") // handed from the socket to the journal, never written to
    record Message(SourceId source, String connection, String profile, Content content, byte[] bytes) implements Input {
        @Override
        public String toString() {
            return "Message[" + source + ", " + profile + ", " + bytes.length + " bytes]"; // no payload in logs
        }
    }

    /** What a message carries. The number of a constant is written into the journal; numbers are never reused. */
    enum Content {
        /** Values, patients, anything that is no alarm. */
        DATA(0),
        /** At least one alarm. */
        ALARM(1),
        /** Nothing but samples. */
        WAVES(2);

        private final int number;

        Content(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }
    }

    /**
     * A sign of life.
     *
     * @param source who sent it
     * @param connection name of the connection
     * @param duplicate true for a message that was applied before, false for a keep-alive
     */
    record Sign(SourceId source, String connection, boolean duplicate) implements Input {}

    /**
     * Bytes that are no message.
     *
     * @param source who sent it
     * @param connection name of the connection
     * @param reason why, as a stable word and a text
     * @param bytes what came; not copied
     */
    @SuppressWarnings("ArrayRecordComponent") // as in Message
    record Unreadable(SourceId source, String connection, String reason, byte[] bytes) implements Input {
        @Override
        public String toString() {
            return "Unreadable[" + source + ", " + reason + ", " + bytes.length + " bytes]";
        }
    }

    /**
     * A connection opened or ended.
     *
     * @param source whose it is
     * @param connection its name
     * @param open true when it opened
     * @param reason why it ended
     */
    record Link(SourceId source, String connection, boolean open, LinkReason reason) implements Input {}

    /**
     * A person's command, as the display sent it.
     *
     * @param id idempotency key
     * @param action word of the wire contract
     * @param bed null for the whole unit
     * @param alarm occurrence; null when it concerns none
     * @param user initials; null when nobody gave them
     */
    record Command(
            String id,
            String action,
            @Nullable String bed,
            @Nullable String alarm,
            @Nullable String user) implements Input {}

    /**
     * What a person arranged at a display.
     *
     * @param id idempotency key
     * @param order what
     * @param user initials that the display has proven, or that need no proof; null when nobody gave them
     * @param display its number; 0 when unknown
     */
    record Ordered(String id, Order order, @Nullable String user, int display) implements Input {}

    /**
     * Whether the displays show and sound what they have to.
     *
     * @param answering false when they do not
     * @param text for the engineer
     */
    record Displays(boolean answering, String text) implements Input {}

    /**
     * Which displays and beds are not to be seen.
     *
     * @param hidden names of displays, for people; empty for none
     * @param nowhere beds that no visible display shows
     */
    record Seen(String hidden, List<BedId> nowhere) implements Input {
        public Seen {
            nowhere = List.copyOf(nowhere);
        }
    }

    /**
     * The box slept.
     *
     * @param slept for how long
     */
    record Slept(Duration slept) implements Input {}

    /**
     * The journal writes more or less than before.
     *
     * @param level from now on
     * @param shedData data records not written so far
     * @param shedWaves wave records not written so far
     */
    record Storage(StorageLevel level, long shedData, long shedWaves) implements Input {}

    /**
     * The box runs on something else than before.
     *
     * @param state from now on
     * @param text for the engineer
     */
    record Power(PowerState state, String text) implements Input {}

    /**
     * Something around the box is not as it has to be, or is again.
     *
     * @param condition which own alarm
     * @param problem what is wrong; empty when nothing is any more
     */
    record Box(String condition, String problem) implements Input {}

    /**
     * The site's configuration from here on.
     *
     * @param text content of site.yaml
     */
    record Site(String text) implements Input {}

    /**
     * The gateway started; everything before was another run.
     *
     * @param version of the program
     * @param journal name of the journal among all journals; empty when it has none, or one of an older version told
     */
    record Started(String version, String journal) implements Input {
        /** A start that does not name its journal. */
        public Started(String version) {
            this(version, "");
        }
    }

    /** Whose input it is; empty for the gateway's own. */
    default Optional<SourceId> from() {
        return switch (this) {
            case Message message -> Optional.of(message.source());
            case Sign sign -> Optional.of(sign.source());
            case Unreadable unreadable -> Optional.of(unreadable.source());
            case Link link -> Optional.of(link.source());
            case Command command -> Optional.empty();
            case Ordered ordered -> Optional.empty();
            case Displays displays -> Optional.empty();
            case Seen seen -> Optional.empty();
            case Slept slept -> Optional.empty();
            case Power power -> Optional.empty();
            case Box box -> Optional.empty();
            case Storage storage -> Optional.empty();
            case Site site -> Optional.empty();
            case Started started -> Optional.empty();
        };
    }
}
