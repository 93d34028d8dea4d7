package org.vigie.bench.peer;

/** The line by which the bench sees that a peer listens; it begins as Vigie's own does. */
final class ReadyLine {
    private ReadyLine() {}

    @SuppressWarnings("SystemOut") // stdout is how the two processes talk
    static void print() {
        System.out.println("Peer ready");
    }
}
