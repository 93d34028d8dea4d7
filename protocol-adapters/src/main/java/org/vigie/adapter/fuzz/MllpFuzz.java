package org.vigie.adapter.fuzz;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.vigie.adapter.hl7.codec.Framed;
import org.vigie.adapter.hl7.codec.MllpFramer;
import org.vigie.adapter.hl7.codec.ScanResult;
import org.vigie.adapter.hl7.codec.StructureScan;
import org.vigie.model.limits.Limits;

/** MLLP framing and the structure scan: nothing throws, and the good message after any bytes is read. */
public final class MllpFuzz {
    private static final byte[] GOOD =
            "MSH|^~\\&|A||||20260101000000||ORU^R01|1|P|2.6\rOBX|1|NM|1^X|1|2\r".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] FRAMED = new byte[GOOD.length + 3];

    static {
        FRAMED[0] = 0x0B;
        System.arraycopy(GOOD, 0, FRAMED, 1, GOOD.length);
        FRAMED[GOOD.length + 1] = 0x1C;
        FRAMED[GOOD.length + 2] = '\r';
    }

    private byte[] last = {};

    private MllpFuzz() {}

    /** One input; an {@link AssertionError} is a finding, and so is any other exception. */
    public static void fuzzerTestOneInput(byte[] data) {
        new MllpFuzz().run(data);
    }

    private void run(byte[] data) {
        MllpFramer framer = new MllpFramer(Limits.DEFAULT.hl7());
        int chunk = data.length == 0 ? 1 : 1 + (data[0] & 0x3F);
        for (int at = 0; at < data.length; at += chunk) {
            framer.read(Arrays.copyOfRange(data, at, Math.min(data.length, at + chunk)), Instant.EPOCH, this::found);
        }
        framer.read(FRAMED, Instant.EPOCH, this::found);
        if (!Arrays.equals(GOOD, last)) {
            throw new AssertionError("the good message after it was not read");
        }
        framer.end(this::found);
    }

    private void found(Framed framed) {
        if (framed instanceof Framed.Whole whole) {
            last = whole.bytes();
            if (StructureScan.scan(last) instanceof ScanResult.Refused refused
                    && (refused.offset() < 0 || refused.offset() > last.length)) {
                throw new AssertionError("refused at byte " + refused.offset() + " of " + last.length);
            }
        }
    }
}
