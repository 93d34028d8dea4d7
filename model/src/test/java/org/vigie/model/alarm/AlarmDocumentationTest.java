package org.vigie.model.alarm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.util.EnumSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.vigie.model.testing.SharedData;

/** The overview in docs/alarms.md is the code's. */
final class AlarmDocumentationTest {
    private static final String BEGIN = "<!-- table: AlarmDocumentationTest compares it with the code -->\n";

    @Test
    void theTableOfTheDocumentIsThatOfTheCode() throws IOException {
        String document = Files.readString(SharedData.repository().resolve("docs/alarms.md"));
        int from = document.indexOf(BEGIN) + BEGIN.length();
        assertEquals(table(), document.substring(from, document.indexOf("<!-- end -->", from)));
    }

    private static String table() {
        StringBuilder text = new StringBuilder("| from \\ event |");
        for (AlarmEvent event : AlarmEvent.values()) {
            text.append(' ').append(event).append(" |");
        }
        text.append("\n|---|");
        text.repeat("---|", AlarmEvent.values().length);
        text.append('\n');
        for (AlarmState state : AlarmState.values()) {
            text.append("| ").append(state).append(" |");
            for (AlarmEvent event : AlarmEvent.values()) {
                text.append(' ').append(cell(state, event)).append(" |");
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static String cell(AlarmState state, AlarmEvent event) {
        EnumSet<AlarmState> next = EnumSet.noneOf(AlarmState.class);
        boolean anything = false;
        for (AlarmMachine.Situation situation : AlarmTable.situations()) {
            AlarmMachine.Outcome outcome = AlarmMachine.step(state, event, situation);
            next.add(outcome.next());
            anything |= !outcome.isIgnored();
        }
        if (!anything) {
            return "–";
        }
        return next.stream().map(one -> one == state ? "stays" : one.toString()).collect(Collectors.joining(" or "));
    }
}
