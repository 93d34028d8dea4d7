package org.vigie.adapter.intellivue.session;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Set;

/**
 * Invariant N11 of degraded-networks.md section 4: a monitor is sent nothing but what asks for data. Reads the bytes by
 * itself; no number of it comes from the code that is examined. Source: intellivue-protocol.md sections 5 to 8.
 */
final class AllowedRequests {
    /** Association request, release request, its answer, abort. */
    private static final Set<Integer> SESSION = Set.of(0x0D, 0x09, 0x0A, 0x19);

    private static final int DATA = 0xE1;
    private static final int INVOKE = 1;
    private static final int RESULT = 2;
    private static final int CONFIRMED_EVENT_REPORT = 1;
    private static final int GET = 3;
    private static final int SET = 4;
    private static final int CONFIRMED_SET = 5;
    private static final int CONFIRMED_ACTION = 7;
    private static final int MDS_CREATED = 0x0D06;
    private static final Set<Integer> POLLS = Set.of(0x0C16, 0xF13B);

    /** Which numerics, which waves a monitor sends to this client: of its export alone, nothing that it does itself. */
    private static final Set<Integer> LISTS = Set.of(0xF239, 0xF23A);

    private long seen;

    /** Takes what is about to leave. */
    void sent(byte[] bytes) {
        seen++;
        int first = bytes[0] & 0xFF;
        boolean allowed = first == DATA ? isQuestion(ByteBuffer.wrap(bytes)) : SESSION.contains(first);
        assertTrue(allowed, () -> "a monitor was sent " + HexFormat.of().formatHex(bytes));
    }

    private static boolean isQuestion(ByteBuffer data) {
        int type = data.getChar(4);
        int command = data.getChar(10);
        int what = data.getChar(24);
        if (type == RESULT) {
            return command == CONFIRMED_EVENT_REPORT && what == MDS_CREATED;
        }
        return type == INVOKE
                && switch (command) {
                    case CONFIRMED_ACTION -> POLLS.contains(what);
                    case GET -> what == 1 && LISTS.contains((int) data.getChar(28));
                    case SET, CONFIRMED_SET -> what == 1 && LISTS.contains((int) data.getChar(30));
                    default -> false;
                };
    }

    /** How many were sent. */
    long seen() {
        return seen;
    }
}
