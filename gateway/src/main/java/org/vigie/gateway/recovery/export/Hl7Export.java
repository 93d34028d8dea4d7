package org.vigie.gateway.recovery.export;

import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import org.vigie.gateway.recovery.Item;
import org.vigie.gateway.recovery.hl7.PcdEncoder;

/** PCD-01 and PCD-04 messages one behind the other, UTF-8, every segment ended by CR; each begins with MSH. */
public final class Hl7Export implements Export {
    private final Writer out;
    private final PcdEncoder encoder;
    private final Instant now;

    /** @param now MSH-7 of all messages */
    public Hl7Export(Writer out, PcdEncoder encoder, Instant now) {
        this.out = out;
        this.encoder = encoder;
        this.now = now;
    }

    @Override
    public void write(Item item) throws IOException {
        var message = encoder.encode(item, now);
        if (message.isPresent()) {
            out.write(message.get().text());
        }
    }

    @Override
    public void close() throws IOException {
        out.flush();
    }
}
