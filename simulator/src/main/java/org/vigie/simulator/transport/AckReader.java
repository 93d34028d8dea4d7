package org.vigie.simulator.transport;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds messages in the bytes that a receiver sends back, and in acknowledgements the two fields a monitor looks at.
 * Lenient, as monitors are: anything up to FS is a message. Bounded: an answer without an end is forgotten at 64 KiB.
 */
final class AckReader {
    private static final int MOST_BYTES = 65_536;
    private static final byte VT = 0x0B;
    private static final byte FS = 0x1C;

    private Buffer pending = Buffer.buffer();

    /**
     * An acknowledgement, or another message (then both codes are empty).
     *
     * @param type MSH-9
     * @param code MSA-1
     * @param controlId MSA-2
     */
    record Answer(String type, String code, String controlId) {}

    /** The messages that are complete with these bytes. */
    List<Answer> feed(Buffer bytes) {
        pending.appendBuffer(bytes);
        List<Answer> answers = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < pending.length(); i++) {
            byte b = pending.getByte(i);
            if (b == VT) {
                start = i + 1;
            } else if (b == FS) {
                answers.add(parse(pending.getString(start, i, StandardCharsets.ISO_8859_1.name())));
                start = i + 1;
            }
        }
        pending = pending.length() - start > MOST_BYTES ? Buffer.buffer() : pending.getBuffer(start, pending.length());
        return answers;
    }

    private static Answer parse(String message) {
        String type = "";
        String code = "";
        String controlId = "";
        for (String segment : message.split("[\r\n]+", -1)) {
            String[] fields = segment.strip().split("\\|", -1);
            if (fields[0].equals("MSH") && fields.length > 8) {
                type = fields[8];
            } else if (fields[0].equals("MSA") && fields.length > 2) {
                code = fields[1];
                controlId = fields[2];
            }
        }
        return new Answer(type, code, controlId);
    }
}
