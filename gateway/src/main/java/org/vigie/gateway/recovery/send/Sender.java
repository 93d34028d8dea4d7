package org.vigie.gateway.recovery.send;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.vigie.gateway.recovery.Item;
import org.vigie.gateway.recovery.hl7.PcdEncoder;

/**
 * Sends what is told: one message in flight, until it is answered; what was answered before is passed over. A refused
 * message is written down and the next one is sent. One thread.
 */
public final class Sender {
    private final Wiring wiring;
    private final Terms terms;
    private final Backoff backoff;
    private Instant next = Instant.MIN;
    private long sent;
    private long refused;
    private long before;
    private long leftOut;
    private int refusedInARow;

    /** Time; another one in tests. */
    public interface Pace {
        /** Time of day. */
        Instant now();

        /** Waits. */
        void sleep(Duration time) throws InterruptedException;
    }

    /** Is told what a person at the terminal should see. */
    public interface Observer {
        /** After each message that was answered. */
        void answered(long sent, long refused);

        /** A message was not answered and is sent again. */
        void waits(Duration time, String reason);

        /** A message was refused. */
        void refused(String id, String reason);
    }

    /**
     * What a sender works with.
     *
     * @param encoder of messages
     * @param line to the receiver
     * @param log of this receiver
     * @param pace time
     * @param random for the waits
     * @param observer at the terminal
     */
    public record Wiring(
            PcdEncoder encoder, RecordLine line, SentLog log, Pace pace, RandomGenerator random, Observer observer) {}

    /**
     * How to send.
     *
     * @param perSecond messages a second, at most; 1 to 1000
     * @param unbound also what has no certain patient
     * @param refusedAgain also what this receiver refused before
     * @param stopAfter so many refusals in a row with none accepted in this run mean that something is set wrong; 0
     *     never stops
     */
    public record Terms(int perSecond, boolean unbound, boolean refusedAgain, int stopAfter) {}

    /**
     * What was done.
     *
     * @param sent accepted in this run
     * @param refused refused in this run
     * @param before answered in an earlier run and passed over
     * @param leftOut not sent: no certain patient
     */
    public record Result(long sent, long refused, long before, long leftOut) {}

    /** Stops everything: the receiver refuses whatever it gets. */
    public static final class RefusesEverything extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RefusesEverything(String reason) {
            super(reason);
        }
    }

    /** A sender that has sent nothing in this run. */
    public Sender(Wiring wiring, Terms terms) {
        this.wiring = wiring;
        this.terms = terms;
        this.backoff = new Backoff(wiring.random());
    }

    /** What is to be done with an item. */
    public enum Fate {
        /** It is sent. */
        SEND,
        /** It was answered before. */
        BEFORE,
        /** It has no certain patient. */
        LEFT_OUT,
        /** There is no message for it. */
        NO_MESSAGE
    }

    /** What would be done with an item; sends nothing. */
    public static Fate fate(Item item, PcdEncoder encoder, SentLog log, Terms terms) {
        if (!PcdEncoder.hasMessage(item)) {
            return Fate.NO_MESSAGE;
        }
        String id = encoder.id(item);
        if (log.isAccepted(id) || (log.isRefused(id) && !terms.refusedAgain())) {
            return Fate.BEFORE;
        }
        return item.whose().identifier().isEmpty() && !terms.unbound() ? Fate.LEFT_OUT : Fate.SEND;
    }

    /**
     * Sends an item if it is to be sent, and returns when the receiver's answer is on disk.
     *
     * @throws IOException when the answer cannot be written down: nothing more may be sent
     * @throws InterruptedException when told to stop; the message is sent again the next time
     * @throws RefusesEverything by {@link Terms#stopAfter}
     */
    public void send(Item item) throws IOException, InterruptedException {
        switch (fate(item, wiring.encoder(), wiring.log(), terms)) {
            case NO_MESSAGE -> {}
            case BEFORE -> before++;
            case LEFT_OUT -> leftOut++;
            case SEND -> {
                Optional<PcdEncoder.Message> message =
                        wiring.encoder().encode(item, wiring.pace().now());
                if (message.isPresent()) {
                    deliver(message.get());
                }
            }
        }
    }

    private void deliver(PcdEncoder.Message message) throws IOException, InterruptedException {
        while (true) {
            awaitTurn();
            switch (wiring.line().send(message.id(), message.text())) {
                case Answer.Accepted taken -> {
                    wiring.log().accepted(message.id());
                    sent++;
                    refusedInARow = 0;
                    backoff.reset();
                    wiring.observer().answered(sent, refused);
                    return;
                }
                case Answer.Refused no -> {
                    wiring.log().refused(message.id(), no.reason());
                    refused++;
                    backoff.reset();
                    wiring.observer().refused(message.id(), no.reason());
                    refusedInARow++;
                    if (sent == 0 && refusedInARow == terms.stopAfter()) {
                        throw new RefusesEverything(no.reason());
                    }
                    return;
                }
                case Answer.Unanswered unknown -> {
                    Duration wait = backoff.next();
                    wiring.observer().waits(wait, unknown.reason());
                    wiring.pace().sleep(wait);
                }
            }
        }
    }

    private void awaitTurn() throws InterruptedException {
        Instant now = wiring.pace().now();
        if (next.isAfter(now)) {
            wiring.pace().sleep(Duration.between(now, next));
            now = wiring.pace().now();
        }
        next = now.plusNanos(1_000_000_000L / terms.perSecond());
    }

    /** What was done so far. */
    public Result result() {
        return new Result(sent, refused, before, leftOut);
    }
}
