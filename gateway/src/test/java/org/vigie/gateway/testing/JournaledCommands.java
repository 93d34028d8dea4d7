package org.vigie.gateway.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.vigie.gateway.journal.Entry;
import org.vigie.gateway.journal.JournalEntries;
import org.vigie.gateway.journal.JournalReader;
import org.vigie.gateway.journal.RecordKind;
import org.vigie.gateway.pipeline.records.Input;
import org.vigie.gateway.pipeline.records.InputCodec;

/** The commands of persons in a journal, also of one that is being written. */
public final class JournaledCommands {
    private JournaledCommands() {}

    /** Who has given this command, in the order of the journal. */
    public static List<String> users(Path data, String action) {
        List<String> users = new ArrayList<>();
        try (JournalEntries entries = JournalReader.open(data).all()) {
            while (entries.hasNext()) {
                if (entries.next() instanceof Entry.Intact intact
                        && intact.entry().kind() == RecordKind.COMMAND
                        && InputCodec.decode(intact.entry()).orElseThrow() instanceof Input.Command command
                        && command.action().equals(action)) {
                    users.add(String.valueOf(command.user()));
                }
            }
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
        return users;
    }
}
