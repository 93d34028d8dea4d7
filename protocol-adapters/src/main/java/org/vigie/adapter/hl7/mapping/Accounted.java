package org.vigie.adapter.hl7.mapping;

import java.util.List;
import org.vigie.model.report.Report;

/**
 * A report and the OBX it came from: nothing of a message is lost without a line.
 *
 * @param rows numbers of the OBX in the message, from 1; empty when the report is about another segment
 * @param report what it says
 * @param folded true for a row whose content went into another report (a facet of an alarm, the sample rate of a
 *     waveform): it is shown to the engineer and is no report of the live feed
 */
public record Accounted(List<Integer> rows, Report report, boolean folded) {
    public Accounted {
        rows = List.copyOf(rows);
    }

    static Accounted of(Row row, Report report) {
        return new Accounted(List.of(row.number()), report, false);
    }

    static Accounted folded(Row row, Report report) {
        return new Accounted(List.of(row.number()), report, true);
    }

    static Accounted other(Report report) {
        return new Accounted(List.of(), report, false);
    }
}
