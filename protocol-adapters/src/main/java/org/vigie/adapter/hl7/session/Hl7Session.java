package org.vigie.adapter.hl7.session;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vigie.adapter.hl7.codec.AckBuilder;
import org.vigie.adapter.hl7.codec.AckMode;
import org.vigie.adapter.hl7.codec.Err;
import org.vigie.adapter.hl7.codec.Framed;
import org.vigie.adapter.hl7.codec.Msh;
import org.vigie.adapter.hl7.codec.ScanResult.Refused;
import org.vigie.adapter.hl7.codec.ScanResult.Scanned;
import org.vigie.adapter.hl7.codec.StructureScan;
import org.vigie.adapter.hl7.codec.Verdict;
import org.vigie.adapter.hl7.session.SenderMemory.Remembered;
import org.vigie.adapter.spi.Arrival;
import org.vigie.adapter.spi.Arrival.Kind;
import org.vigie.adapter.spi.Stored;
import org.vigie.model.SourceId;
import org.vigie.model.limits.Limits;
import org.vigie.model.link.LinkReason;

/**
 * The conduct of one connection on which a monitor or a vendor's gateway sends HL7. The answer to a message depends on
 * the structure scan and the journal only: kept is AA or CA; unreadable is quarantined, then AR or CR, never AE,
 * because the sender would repeat it for ever; journal not writable is AE or CE. Answers go out in the order of
 * arrival.
 *
 * <p>A message with MSA (PCD-05, query responses) is a message and no acknowledgement; an ACK is never answered. Types
 * that are not ours, queries among them, are kept and answered AR 200: a refusal that ends the exchange.
 */
public final class Hl7Session {
    /** Arrivals of one connection that may wait for the journal before reading is paused. */
    public static final int WAITING = 64;

    private static final Set<String> SUPPORTED = Set.of("ORU", "ORA", "ADT", "NMD");
    private static final Set<String> NEVER_ANSWERED = Set.of("ACK", "MCF");
    private static final String PDS_ECHO = "106";

    private final SourceId source;
    private final String connection;
    private final SourceRules rules;
    private final ProfileMatch profiles;
    private final SenderMemory memory;
    private final ControlIds ids;
    private final Limits.Hl7 limits;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private long lastTicket;
    private @Nullable String paused;
    private boolean closing;
    private boolean closed;
    private String profile;
    private AckMode ack;

    /**
     * A session on a new connection.
     *
     * @param source whose it is
     * @param connection its name
     * @param setting what all sessions of that source share
     */
    public Hl7Session(SourceId source, String connection, Setting setting) {
        this.source = source;
        this.connection = connection;
        this.rules = setting.rules();
        this.profiles = setting.profiles();
        this.memory = setting.memory();
        this.ids = setting.ids();
        this.limits = setting.limits();
        this.profile = setting.rules().profile();
        this.ack = setting.rules().ack();
    }

    /**
     * What the sessions of one source share.
     *
     * @param rules of the source
     * @param profiles asked when the rules say {@code auto}
     * @param memory of the source
     * @param ids of our answers
     * @param limits of the listener
     */
    public record Setting(
            SourceRules rules, ProfileMatch profiles, SenderMemory memory, ControlIds ids, Limits.Hl7 limits) {}

    /** One arrival whose answer is due. */
    private static final class Waiting {
        private final long ticket;
        private final Msh msh;
        private final AckMode ack;
        private final Verdict whenKept;
        private final Verdict whenNot;
        private final boolean answered;
        private final @Nullable Remembered first;
        private final @Nullable String digest;
        private @Nullable Verdict verdict;

        private Waiting(long ticket, Incoming in, AckMode ack) {
            this.ticket = ticket;
            this.ack = ack;
            this.msh = in.msh;
            this.whenKept = in.whenKept;
            this.whenNot = in.whenNot;
            this.answered = in.answered;
            this.first = in.remembered;
            this.digest = in.digest;
        }
    }

    /** A message on its way in: what is delivered, and what is said afterwards. */
    private static final class Incoming {
        private final Msh msh;
        private Kind kind = Kind.MESSAGE;
        private Verdict whenKept = new Verdict.Accepted();
        private Verdict whenNot = new Verdict.Unavailable();
        private boolean answered = true;
        private @Nullable String reason;
        private @Nullable Remembered remembered;
        private @Nullable String digest;

        private Incoming(Msh msh) {
            this.msh = msh;
        }
    }

    /** So many bytes were read; to be called before what the framer finds in them. */
    public List<Effect> received(int bytes, Instant now) {
        memory.takeBytes(bytes, now);
        return tick(now);
    }

    /** Takes what the framer found. */
    public List<Effect> found(Framed framed, Instant now) {
        List<Effect> out = new ArrayList<>(4);
        switch (framed) {
            case Framed.Whole whole -> {
                memory.take(now);
                out.add(new Effect.Count("frames", 1));
                message(whole.bytes(), now, out);
            }
            case Framed.Broken broken -> {
                memory.take(now);
                broken(broken, now, out);
            }
            case Framed.KeepAlive alive -> {
                memory.take(now);
                alive("keep-alives", Msh.UNKNOWN, out);
            }
            case Framed.Junk junk -> out.add(new Effect.Count("junk-bytes", junk.length()));
        }
        steer(now, out);
        return out;
    }

    /**
     * The sink has answered.
     *
     * @param ticket of the delivery
     * @param stored what became of it
     * @param now engine time
     * @param wall time of day for the answer
     */
    public List<Effect> stored(long ticket, Stored stored, Instant now, Instant wall) {
        for (Waiting one : waiting) {
            if (one.ticket == ticket) {
                one.verdict = verdict(one, stored);
                break;
            }
        }
        List<Effect> out = new ArrayList<>(2);
        while (!waiting.isEmpty() && waiting.getFirst().verdict != null) {
            Waiting first = waiting.removeFirst();
            if (first.answered && !closed && first.verdict != null) {
                answer(first, first.verdict, wall, out);
            }
        }
        steer(now, out);
        return out;
    }

    /** Lets time pass: a sender that was over its rate is read again. */
    public List<Effect> tick(Instant now) {
        List<Effect> out = new ArrayList<>(1);
        steer(now, out);
        return out;
    }

    /** The connection has ended: nothing is written any more; what was delivered is still taken note of. */
    public void closed() {
        closed = true;
    }

    /** Arrivals that are not answered yet. */
    public int waiting() {
        return waiting.size();
    }

    /** Why nothing is read now; null while it is read. */
    public @Nullable String paused() {
        return paused;
    }

    private void message(byte[] bytes, Instant now, List<Effect> out) {
        switch (StructureScan.scan(bytes, limits)) {
            case Refused refused -> {
                Incoming in = new Incoming(refused.msh());
                in.kind = Kind.UNREADABLE;
                in.reason = refused.reason() + ": " + refused.text() + " at byte " + refused.offset();
                in.whenKept = new Verdict.Rejected(refused.code(), refused.text());
                in.whenNot = in.whenKept; // sending it again would not help
                in.answered = !NEVER_ANSWERED.contains(refused.msh().messageCode());
                out.add(new Effect.CountRejected(refused.reason()));
                deliver(in, bytes, out);
            }
            case Scanned scanned -> scanned(scanned, now, out);
        }
    }

    private void scanned(Scanned scanned, Instant now, List<Effect> out) {
        Msh msh = scanned.msh();
        if (NEVER_ANSWERED.contains(msh.messageCode())) {
            alive("acknowledgements-received", msh, out);
            return;
        }
        if (isPdsEcho(scanned)) {
            alive("keep-alives", msh, out);
            return;
        }
        boolean unique = rules.messageIdUnique();
        if (rules.profile().equals(SourceRules.AUTO)) {
            ProfileMatch.Matched matched = profiles.match(scanned);
            profile = matched.profile();
            ack = rules.ack() == AckMode.AUTO ? matched.ack() : rules.ack();
            unique = unique && matched.messageIdUnique();
        }
        Incoming in = new Incoming(msh);
        in.kind = scanned.carriesAlarm() ? Kind.ALARM_MESSAGE : Kind.MESSAGE;
        if (!isSupported(scanned)) {
            in.reason = "unsupported-type: " + msh.type();
            in.whenKept = new Verdict.Rejected(Err.UNSUPPORTED_MESSAGE_TYPE, "Message type is not supported.");
            out.add(new Effect.Count("unsupported-types", 1));
        }
        if (unique && !msh.time().isEmpty() && isRepetition(in, scanned.bytes(), now, out)) {
            return;
        }
        out.add(new Effect.Count(in.kind == Kind.ALARM_MESSAGE ? "alarm-messages" : "messages", 1));
        deliver(in, scanned.bytes(), out);
    }

    /** Mindray PDS sends ORU^R01 with MSH-10 106 and nothing else each second: it keeps the connection alive. */
    private static boolean isPdsEcho(Scanned scanned) {
        Msh msh = scanned.msh();
        return msh.controlId().equals(PDS_ECHO)
                && scanned.segments().size() == 1
                && msh.sendingApplication().isEmpty()
                && msh.time().isEmpty();
    }

    private static boolean isSupported(Scanned scanned) {
        String code = scanned.msh().messageCode();
        return SUPPORTED.contains(code) || (code.isEmpty() && scanned.hasObx());
    }

    /** Delivers a sign of life instead when {@code bytes} came before; else remembers them. */
    private boolean isRepetition(Incoming in, byte[] bytes, Instant now, List<Effect> out) {
        String digest = SenderMemory.digest(bytes);
        Optional<Remembered> before = memory.find(digest, now);
        if (before.isPresent()) {
            in.kind = Kind.DUPLICATE;
            in.remembered = before.get();
            out.add(new Effect.Count("duplicates", 1));
            deliver(in, new byte[0], out);
            return true;
        }
        Remembered fresh = memory.fresh(in.whenKept, now);
        if (memory.remember(digest, in.msh.controlId(), fresh)) {
            out.add(new Effect.Count("control-ids-reused", 1));
        }
        in.digest = digest;
        in.remembered = fresh;
        return false;
    }

    private void broken(Framed.Broken broken, Instant now, List<Effect> out) {
        Incoming in = new Incoming(Msh.lenient(broken.bytes()));
        in.kind = Kind.UNREADABLE;
        in.reason = broken.damage().word() + ": " + broken.length() + " bytes";
        in.whenKept = new Verdict.Rejected(
                broken.damage() == Framed.Damage.OVERSIZE ? Err.INTERNAL : Err.SEGMENT_SEQUENCE,
                broken.damage() == Framed.Damage.OVERSIZE
                        ? "The message is longer than " + limits.frameBytes() + " bytes."
                        : "The frame is damaged.");
        in.whenNot = in.whenKept;
        in.answered = broken.damage().isAnswered() && !NEVER_ANSWERED.contains(in.msh.messageCode());
        out.add(new Effect.CountRejected(broken.damage().word()));
        deliver(in, broken.bytes(), out);
        if (broken.damage() == Framed.Damage.OVERSIZE && memory.isOversizedTooOften(now)) {
            closing = true;
        }
    }

    private void alive(String count, Msh msh, List<Effect> out) {
        Incoming in = new Incoming(msh);
        in.kind = Kind.ALIVE;
        in.answered = false;
        out.add(new Effect.Count(count, 1));
        deliver(in, new byte[0], out);
    }

    private void deliver(Incoming in, byte[] bytes, List<Effect> out) {
        lastTicket++;
        waiting.addLast(new Waiting(lastTicket, in, ack));
        out.add(new Effect.Deliver(lastTicket, new Arrival(source, connection, profile, in.kind, bytes, in.reason)));
    }

    private Verdict verdict(Waiting one, Stored stored) {
        boolean durable = stored == Stored.DURABLE;
        Remembered first = one.first;
        if (first != null && one.digest == null) { // a repetition: what became of the first
            return durable ? first.verdict() : one.whenNot;
        }
        if (first != null && durable) {
            first.keep();
        } else if (one.digest != null) {
            memory.forget(one.digest);
        }
        return durable ? one.whenKept : one.whenNot;
    }

    private void answer(Waiting one, Verdict verdict, Instant wall, List<Effect> out) {
        for (String code : AckBuilder.codes(one.ack, one.msh, verdict)) {
            out.add(new Effect.Send(AckBuilder.frame(one.msh, code, verdict, ids.next(), wall), code));
        }
    }

    /** Pauses or resumes reading, and ends the connection when that is due and all is answered. */
    private void steer(Instant now, List<Effect> out) {
        if (closed) {
            return;
        }
        String why =
                closing ? "closing" : waiting.size() > WAITING ? "journal" : memory.isOverRate(now) ? "rate" : null;
        if (why != null && paused == null) {
            out.add(new Effect.PauseReading(why));
            out.add(new Effect.Count("paused-" + why, 1));
        } else if (why == null && paused != null) {
            out.add(new Effect.ResumeReading());
        }
        paused = why;
        if (closing && waiting.isEmpty()) {
            closed = true;
            out.add(new Effect.Close(
                    LinkReason.CLOSED_BY_GATEWAY, "more than " + limits.oversizedBeforeClose() + " oversized frames"));
        }
    }
}
