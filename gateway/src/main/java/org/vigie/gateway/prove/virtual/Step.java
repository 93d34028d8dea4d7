package org.vigie.gateway.prove.virtual;

import java.io.IOException;

/** What is done to the pair; each step that moves the address is followed by one that mends what it broke. */
enum Step {
    KILL("kill -9 of the Vigie that holds", 12_000, 12_000),
    BACK("that Vigie is started again"),
    PULL("cable between switch and the box that holds pulled", 12_000, 16_000),
    PLUG("that cable put back"),
    STOP("the Vigie that holds stopped in good order", 8_000, 8_000),
    START("that Vigie started again"),
    DEAD("port of the switch of the box that holds dead, its light on", 12_000, 16_000),
    SERVE("that port carries again");

    /** Of a step that is to move nothing: a turn of the monitor, and one more that was lost. */
    private static final long STILL_MS = 3_000;

    private final String words;
    private final boolean moves;
    private final long eachMs;
    private final long keptMs;

    Step(String words, long eachMs, long keptMs) {
        this.words = words;
        this.moves = true;
        this.eachMs = eachMs;
        this.keptMs = keptMs;
    }

    Step(String words) {
        this.words = words;
        this.moves = false;
        this.eachMs = STILL_MS;
        this.keptMs = STILL_MS;
    }

    /** Does it to a box. */
    void act(Pair pair, Lan lan, int box) throws IOException, InterruptedException {
        switch (this) {
            case KILL -> pair.kill(box);
            case BACK, START -> pair.start(box);
            case PULL -> lan.plug(box, false);
            case PLUG -> lan.plug(box, true);
            case STOP -> pair.stop(box);
            case DEAD -> lan.serve(box, false);
            case SERVE -> lan.serve(box, true);
        }
    }

    String words() {
        return words;
    }

    /** Whether the other box is to have the address afterwards. */
    boolean moves() {
        return moves;
    }

    /** For how long no message may be acknowledged, in ms. */
    long limitMs(Sender.Habit habit) {
        return habit == Sender.Habit.KEEPS ? keptMs : eachMs;
    }
}
