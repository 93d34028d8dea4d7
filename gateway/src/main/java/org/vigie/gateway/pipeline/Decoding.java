package org.vigie.gateway.pipeline;

import java.util.List;
import org.vigie.gateway.pipeline.records.Input;
import org.vigie.model.report.Report;

/**
 * Reads a journaled message. Pure: the same message gives the same reports, live and in replay; one instance per
 * thread.
 */
@FunctionalInterface
public interface Decoding {
    /** The reports of one message; what cannot be used is a Problem among them. */
    List<Report> decode(Input.Message message);
}
