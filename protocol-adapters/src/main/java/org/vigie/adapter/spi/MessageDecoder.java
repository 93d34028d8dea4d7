package org.vigie.adapter.spi;

import java.util.List;
import org.vigie.model.report.Report;

/**
 * Reads one message into what it says. Pure: the same bytes give the same reports, live and in replay. One instance per
 * thread.
 */
public interface MessageDecoder {
    /**
     * Decodes one message.
     *
     * @param message bytes as in {@link Arrival#bytes()}
     * @return the reports in the order of the message; content that cannot be used is a Problem among them, never an
     *     exception
     */
    List<Report> decode(byte[] message);
}
