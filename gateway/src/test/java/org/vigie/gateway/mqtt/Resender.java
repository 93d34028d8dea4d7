package org.vigie.gateway.mqtt;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.function.BooleanSupplier;

/**
 * Sends numbers as the link does: the list is its journal, after a break it goes on behind the last number that was
 * answered without a hole. Thread-safe.
 */
final class Resender {
    private final Party party;
    private final String topic;
    private final int padding;
    private final BooleanSupplier mayGoOn;
    private final BitSet answered = new BitSet();
    private int offered;
    private int next;
    private long connection;

    Resender(Party party, String topic, int padding, BooleanSupplier mayGoOn) {
        this.party = party;
        this.topic = topic;
        this.padding = padding;
        this.mayGoOn = mayGoOn;
        party.onNews(this::pump);
    }

    synchronized void offer(int more) {
        offered += more;
        pump();
    }

    synchronized int answered() {
        party.accepted().forEach(number -> answered.set(number.intValue()));
        return answered.nextClearBit(0);
    }

    synchronized void pump() {
        long now = party.lane().status().connects();
        if (now != connection) {
            connection = now;
            next = answered();
        }
        while (mayGoOn.getAsBoolean() && next < offered && party.lane().send(message(next), next)) {
            next++;
        }
    }

    private Outbound message(int number) {
        String text = number + " ".repeat(padding);
        return Outbound.event(topic, text.getBytes(StandardCharsets.US_ASCII), null);
    }
}
