package org.vigie.adapter.replay;

import java.util.List;
import org.vigie.model.report.Report;

/**
 * One line of a decoded capture.
 *
 * @param message number of the message in the file, from 1; 0 for what belongs to none
 * @param rows numbers of the OBX of that message that the line accounts for; empty when it is about another segment
 * @param report what it says; a list of alarms has become the alarms that started, went on and ended
 */
public record Line(int message, List<Integer> rows, Report report) {
    public Line {
        rows = List.copyOf(rows);
    }
}
