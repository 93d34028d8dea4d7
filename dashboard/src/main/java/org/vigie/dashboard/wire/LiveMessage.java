package org.vigie.dashboard.wire;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One text frame of {@code /api/v1/live}, told apart by its member {@code type}. From the gateway: hello, snapshot,
 * delta, tick, result, signed-in, names, delivery, layout, displays, lanes. From the page: alive, command, order,
 * sign-in, ask-names, ask-delivery, arrange, waves, print, took. The first two frames are always hello and snapshot;
 * each delta's {@code from} is the {@code seq} that went before it, so that a hole is seen at once.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = LiveMessage.Hello.class, name = "hello"),
    @JsonSubTypes.Type(value = LiveMessage.Snapshot.class, name = "snapshot"),
    @JsonSubTypes.Type(value = LiveMessage.Delta.class, name = "delta"),
    @JsonSubTypes.Type(value = LiveMessage.Tick.class, name = "tick"),
    @JsonSubTypes.Type(value = LiveMessage.Alive.class, name = "alive"),
    @JsonSubTypes.Type(value = LiveMessage.Command.class, name = "command"),
    @JsonSubTypes.Type(value = LiveMessage.Result.class, name = "result"),
    @JsonSubTypes.Type(value = LiveMessage.Order.class, name = "order"),
    @JsonSubTypes.Type(value = LiveMessage.SignIn.class, name = "sign-in"),
    @JsonSubTypes.Type(value = LiveMessage.SignedIn.class, name = "signed-in"),
    @JsonSubTypes.Type(value = LiveMessage.AskNames.class, name = "ask-names"),
    @JsonSubTypes.Type(value = LiveMessage.Names.class, name = "names"),
    @JsonSubTypes.Type(value = LiveMessage.AskDelivery.class, name = "ask-delivery"),
    @JsonSubTypes.Type(value = LiveMessage.Delivery.class, name = "delivery"),
    @JsonSubTypes.Type(value = LiveMessage.Arrange.class, name = "arrange"),
    @JsonSubTypes.Type(value = LiveMessage.Layout.class, name = "layout"),
    @JsonSubTypes.Type(value = LiveMessage.Displays.class, name = "displays"),
    @JsonSubTypes.Type(value = LiveMessage.Waves.class, name = "waves"),
    @JsonSubTypes.Type(value = LiveMessage.Lanes.class, name = "lanes"),
    @JsonSubTypes.Type(value = LiveMessage.Print.class, name = "print"),
    @JsonSubTypes.Type(value = LiveMessage.Took.class, name = "took")
})
public sealed interface LiveMessage {

    /**
     * First frame of a connection.
     *
     * @param version of this contract, 1
     * @param build version and revision of the program; the page reloads itself when it differs from its own and no
     *     alarm is on
     * @param epoch start number of the gateway
     * @param site name of the site
     * @param unit name of the unit
     * @param language {@code fr} or {@code en}: the site's default
     * @param display number given to this display
     * @param other {@code address:port} of another central station, offered when this one is gone; null for none
     */
    record Hello(
            int version,
            String build,
            long epoch,
            String site,
            String unit,
            String language,
            int display,
            @Nullable String other)
            implements LiveMessage {}

    /**
     * Everything.
     *
     * @param ward the unit, its {@code seq} included
     */
    record Snapshot(WardView ward) implements LiveMessage {}

    /**
     * What changed. Beds and alarms are whole objects that replace what the page has.
     *
     * @param epoch start number of the gateway
     * @param from seq of the state this delta applies to
     * @param seq seq afterwards
     * @param bedsReporting as in WardView
     * @param bedsTotal as in WardView
     * @param soundPausedMs as in WardView
     * @param beds the beds that changed, whole
     * @param alarms the unit's own alarms, whole list; null when unchanged
     * @param unassigned whole list; null when unchanged
     * @param people whole list; null when unchanged
     */
    record Delta(
            long epoch,
            long from,
            long seq,
            int bedsReporting,
            int bedsTotal,
            long soundPausedMs,
            List<WardView.Bed> beds,
            @Nullable List<WardView.Alarm> alarms,
            @Nullable List<WardView.Unassigned> unassigned,
            @Nullable List<WardView.Person> people)
            implements LiveMessage {}

    /**
     * Sign of life, once a second. A page that hears none for 3 s, or sees {@code engine} stand still, shows "link
     * lost".
     *
     * @param epoch start number of the gateway
     * @param seq last change
     * @param engine counter of the alarm engine's own loop; grows by at least 1 a second while the engine runs
     * @param serverTime wall clock of the gateway, ISO-8601 with offset
     * @param bedsReporting as in WardView
     * @param bedsTotal as in WardView
     * @param alarmsActive alarms that are not inactive
     * @param clock who vouches for serverTime; null from a gateway that does not know
     */
    record Tick(
            long epoch,
            long seq,
            long engine,
            String serverTime,
            int bedsReporting,
            int bedsTotal,
            int alarmsActive,
            @Nullable Clock clock)
            implements LiveMessage {}

    /**
     * Who vouches for the time of day.
     *
     * @param quality unset | manual | network | told: somebody said that it is wrong, and by how much
     * @param by initials of who said so, or {@code ?}; null but for manual and told
     * @param at when, ISO-8601 with offset; null but for manual and told
     * @param aheadMs for told by how much the watch was ahead of the box, negative when the box is fast; null otherwise
     */
    record Clock(
            String quality,
            @Nullable String by,
            @Nullable String at,
            @Nullable Long aheadMs) {}

    /**
     * The page is alive, once a second.
     *
     * @param display number from hello
     * @param visible false when the tab is hidden
     * @param audio {@code running}, {@code blocked} or {@code off}
     * @param watching true once the sound check was answered with yes
     * @param frames count of painted frames; standing still means a frozen screen
     * @param seq last change applied
     * @param paintedSeq last change painted
     * @param painted occurrence ids of the alarms that are on the screen now, at most 256; null from a page that does
     *     not tell
     * @param sounded occurrence ids of the alarms that are being sounded now; null as above
     */
    record Alive(
            int display,
            boolean visible,
            String audio,
            boolean watching,
            long frames,
            long seq,
            long paintedSeq,
            @Nullable List<String> painted,
            @Nullable List<String> sounded)
            implements LiveMessage {}

    /**
     * A person's command.
     *
     * @param id chosen by the page, unique per command (idempotency key), 1 to 64 characters
     * @param action acknowledge | pause | resume | standby | end-standby | close | sound-check | confirm-clock
     * @param bed the bed; null for the whole unit
     * @param alarm occurrence id, for acknowledge and close; null otherwise
     * @param user initials of the person; null when nobody gave them
     */
    record Command(
            String id,
            String action,
            @Nullable String bed,
            @Nullable String alarm,
            @Nullable String user) implements LiveMessage {}

    /**
     * Answer to a command; the effect itself arrives as a delta.
     *
     * @param id of the command
     * @param accepted true when it took effect
     * @param reason a stable word such as {@code no-such-alarm}; null when accepted
     */
    record Result(String id, boolean accepted, @Nullable String reason) implements LiveMessage {}

    /**
     * What a person arranges: who works, who watches, who lies where. Answered by {@code result}; the effect arrives as
     * a delta.
     *
     * @param id as for a command
     * @param order sign-on | sign-off | take-watch | leave-watch | admit | confirm-identity | observe | discharge |
     *     transfer | tell-clock
     * @param user initials of who gives it; null only for sign-on and tell-clock. One who has a PIN must have given it
     *     at this display
     * @param beds the beds; for transfer from and to; null when it concerns none
     * @param person for sign-on and sign-off; null otherwise
     * @param patient for admit; null otherwise
     * @param closing true when the display has asked "although an alarm is active?"
     * @param seen for observe; null otherwise
     * @param time for tell-clock the local time of a watch, ISO-8601 without offset; null otherwise
     */
    record Order(
            String id,
            String order,
            @Nullable String user,
            @Nullable List<String> beds,
            @Nullable PersonGiven person,
            @Nullable PatientGiven patient,
            boolean closing,
            @Nullable SeenGiven seen,
            @Nullable String time)
            implements LiveMessage {}

    /**
     * What a person saw at the bedside.
     *
     * @param consciousness alert | new-confusion | voice | pain | unresponsive; null when not looked at
     * @param oxygen true with supplemental oxygen, false on air; null when not looked at
     * @param scale of SpO2, 1 or 2
     */
    record SeenGiven(
            @Nullable String consciousness, @Nullable Boolean oxygen, int scale) {}

    /**
     * A person as typed.
     *
     * @param initials 1 to 16 characters
     * @param name null to leave it
     * @param pin 6 to 12 digits; null to leave it
     */
    record PersonGiven(
            String initials,
            @Nullable String name,
            @Nullable String pin) {
        @Override
        public String toString() {
            return "PersonGiven[" + initials + "]"; // no PIN in logs
        }
    }

    /**
     * A patient as typed.
     *
     * @param patientId null when not known
     * @param familyName null when not known
     * @param givenName null when not known
     * @param birthDate yyyy-mm-dd; null when not known
     * @param sex M, F, O or U; null when not known
     */
    record PatientGiven(
            @Nullable String patientId,
            @Nullable String familyName,
            @Nullable String givenName,
            @Nullable String birthDate,
            @Nullable String sex) {
        @Override
        public String toString() {
            return "PatientGiven"; // no identity in logs
        }
    }

    /**
     * A sheet is to be printed at the gateway's printer. Answered by {@code result}.
     *
     * @param id as for a command
     * @param sheet name of a bed, {@code unit} or {@code all}
     */
    record Print(String id, String sheet) implements LiveMessage {}

    /**
     * A person proves that they are at this display, by the PIN or by the token of an earlier proof.
     *
     * @param id as for a command
     * @param user initials
     * @param pin null with a token
     * @param token null with a PIN
     */
    record SignIn(
            String id,
            String user,
            @Nullable String pin,
            @Nullable String token) implements LiveMessage {
        @Override
        public String toString() {
            return "SignIn[" + user + "]"; // neither PIN nor token in logs
        }
    }

    /**
     * Answer to sign-in.
     *
     * @param id of the question
     * @param accepted true when this display may speak for the person
     * @param reason wrong-pin | pin-wait | not-on-shift | busy | no-session; null when accepted
     * @param user initials
     * @param token to be shown when the connection comes back; null when refused
     */
    record SignedIn(
            String id,
            boolean accepted,
            @Nullable String reason,
            String user,
            @Nullable String token) implements LiveMessage {
        @Override
        public String toString() {
            return "SignedIn[" + user + ", " + accepted + "]"; // no token in logs
        }
    }

    /**
     * The page wants the names behind the labels; only a display at which a person has given their name gets them.
     *
     * @param id as for a command
     * @param user initials; proven where they need proof
     */
    record AskNames(String id, String user) implements LiveMessage {}

    /**
     * The names behind the labels, at this moment. Never sent unasked.
     *
     * @param id of the question
     * @param accepted false when nobody has given a name at this display
     * @param names of all beds with a patient
     */
    record Names(String id, boolean accepted, List<Name> names) implements LiveMessage {}

    /**
     * One patient.
     *
     * @param bed name on the door
     * @param familyName null when unknown
     * @param givenName null when unknown
     * @param birthDate yyyy-mm-dd; null when unknown
     * @param sex as told; null when unknown
     * @param typed what a person typed, where the hospital's list says something else; null without a conflict
     */
    record Name(
            String bed,
            @Nullable String familyName,
            @Nullable String givenName,
            @Nullable String birthDate,
            @Nullable String sex,
            @Nullable String typed) {
        @Override
        public String toString() {
            return "Name[" + bed + "]"; // no identity in logs
        }
    }

    /**
     * The page wants to know which displays have shown and sounded the alarms of a bed.
     *
     * @param id as for a command
     * @param bed null for the unit itself
     */
    record AskDelivery(String id, @Nullable String bed) implements LiveMessage {}

    /**
     * Which displays have got, shown and sounded the alarms of a bed since this gateway started.
     *
     * @param id of the question
     * @param bed null for the unit itself
     * @param alarms those that are on
     */
    record Delivery(String id, @Nullable String bed, List<Delivered> alarms) implements LiveMessage {}

    /**
     * One alarm at one display; milliseconds count from the moment at which the gateway first offered it.
     *
     * @param alarm occurrence id
     * @param display number
     * @param sentMs null when not sent
     * @param paintedMs null when not shown
     * @param soundedMs null when not sounded
     */
    record Delivered(
            String alarm,
            int display,
            @Nullable Long sentMs,
            @Nullable Long paintedMs,
            @Nullable Long soundedMs) {}

    /**
     * A display says which one it is, or a person arranges what displays of that name show. Answered by {@code result}
     * and {@code layout}; every display of the name gets the new layout.
     *
     * @param id as for a command
     * @param name of the display, at most 24 characters; empty for every display without a name
     * @param beds those to show first, in this order; null to leave the layout as it is
     * @param rest true when the other beds of the site follow them; of no meaning without beds
     */
    record Arrange(String id, String name, @Nullable List<String> beds, boolean rest) implements LiveMessage {}

    /**
     * What displays of a name show. A layout that would show nothing shows all beds.
     *
     * @param name of the display
     * @param beds first, in this order
     * @param rest true when the other beds of the site follow
     */
    record Layout(String name, List<String> beds, boolean rest) implements LiveMessage {}

    /**
     * Who shows what, whenever it has changed.
     *
     * @param displays connected now
     * @param nowhere beds that no visible display shows; every display shows and sounds their alarms
     */
    record Displays(List<Screen> displays, List<String> nowhere) implements LiveMessage {}

    /**
     * One display.
     *
     * @param display number of its connection
     * @param name given by people; empty for none
     * @param visible its page is in front, drawn and heard
     * @param watched a person has begun a watch there
     * @param beds how many it shows
     */
    record Screen(int display, String name, boolean visible, boolean watched, int beds) {}

    /**
     * The page draws waves from now on, of these beds and no others; it is told the lanes at once, then gets binary
     * frames ({@link WaveFrame}).
     *
     * @param beds names on the doors; null for all, empty for none
     */
    record Waves(@Nullable List<String> beds) implements LiveMessage {}

    /**
     * The lanes that run at the beds a page asked for: the whole list, whenever it has changed.
     *
     * @param lanes in the order in which they began
     */
    record Lanes(List<Lane> lanes) implements LiveMessage {}

    /**
     * One curve. {@code value = offset + step * number} for each number of a binary frame.
     *
     * @param lane its number in binary frames, 1 to 65535
     * @param bed it belongs to
     * @param code reference identifier; null when the profile does not know the vendor's code
     * @param label short text of the feed, such as II
     * @param unit UCUM
     * @param rate samples per second
     * @param offset value of the number 0
     * @param step value of the number 1, greater than 0
     * @param low what the monitor draws at the lower edge; null when it does not tell
     * @param high the same of the upper edge
     * @param blockMs longest stretch that comes at once, milliseconds: a page waits for two of them
     * @param quality valid | questionable | invalid | demo | test
     */
    record Lane(
            int lane,
            String bed,
            @Nullable String code,
            String label,
            String unit,
            double rate,
            double offset,
            double step,
            @Nullable Double low,
            @Nullable Double high,
            long blockMs,
            String quality) {}

    /**
     * The page has taken a binary frame. Waves for which this is not said are soon followed by no others.
     *
     * @param tick of the frame's header
     */
    record Took(long tick) implements LiveMessage {}
}
