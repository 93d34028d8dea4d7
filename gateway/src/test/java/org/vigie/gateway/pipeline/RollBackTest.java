package org.vigie.gateway.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.gateway.journal.Journal;
import org.vigie.gateway.journal.JournalDirectory;
import org.vigie.gateway.journal.RecordClass;
import org.vigie.gateway.journal.RecordKind;
import org.vigie.gateway.pipeline.records.Checkpoint;
import org.vigie.gateway.pipeline.records.Input;
import org.vigie.gateway.pipeline.records.InputCodec;
import org.vigie.gateway.testing.Messages;
import org.vigie.model.BedId;
import org.vigie.model.SourceId;
import org.vigie.model.limits.Limits;
import org.vigie.model.ward.Bed;
import org.vigie.model.ward.BedPlace;
import org.vigie.model.ward.Site;
import org.vigie.model.ward.WardPolicy;
import org.vigie.profiles.ProfileCatalog;

/** Fault row 54: this version starts on the data of one that did not exist yet when it was written. */
class RollBackTest {
    private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");
    private static final Site SITE = new Site("s", "u", List.of(BedPlace.named("R01")), WardPolicy.DEFAULT);

    @TempDir
    private Path data = Path.of("unset");

    private int second;

    @Test
    void whatANewerVersionWroteIsPassedOverAndEveryAlarmOfBeforeIsThere() throws Exception {
        try (Journal journal = JournalDirectory.open(data, Limits.DEFAULT.journal(), START)) {
            message(journal, Messages.values("R01", 72, 84));
            message(journal, Messages.lowSpo2("R01", "start"));
            Checkpoint newerState = new Checkpoint(1, 2, START, "vigie-checkpoint 99\nsomething new\nend\n");
            write(journal, RecordKind.CHECKPOINT, newerState.encode());
            byte[] newerRecord = InputCodec.encode(new Input.Started("99.0")).payload();
            newerRecord[0] = 99;
            write(journal, RecordKind.STARTED, newerRecord);
            byte[] newerCheckpoint = newerState.encode();
            newerCheckpoint[0] = 99;
            write(journal, RecordKind.CHECKPOINT, newerCheckpoint);
            message(journal, Messages.values("R01", 131, 83));
            journal.force(RecordClass.LIFE);
            journal.force(RecordClass.DATA);
        }
        Recovery.Recovered found = Recovery.recover(data, SITE, new ProfileDecoding(ProfileCatalog.load()));
        assertEquals(List.of(), found.damage());
        assertEquals(3, found.replayed(), "the three messages");
        Bed bed = Objects.requireNonNull(found.ward().orElseThrow().beds().get(new BedId("R01")));
        assertEquals(1, bed.alarms().size(), "the alarm of before");
        assertTrue(bed.sounds(bed.alarms().get(0)));
        assertTrue(bed.streams().toString().contains("131"), "the newest value");
        try (Journal journal = JournalDirectory.open(data, Limits.DEFAULT.journal(), START.plusSeconds(60))) {
            assertEquals(2, journal.epoch(), "and it can be written behind it");
        }
    }

    private void message(Journal journal, String text) throws Exception {
        boolean alarm = text.contains("|ORU^R40");
        Input input = new Input.Message(
                new SourceId("hl7/10.0.0.1"),
                "c1",
                "ihe-pcd",
                alarm ? Input.Content.ALARM : Input.Content.DATA,
                text.getBytes(StandardCharsets.UTF_8));
        InputCodec.Encoded record = InputCodec.encode(input);
        second++;
        Instant at = START.plusSeconds(second);
        assertTrue(journal.append(record.cls(), record.kind(), record.source(), at, at, record.payload()) > 0);
    }

    private void write(Journal journal, RecordKind kind, byte[] payload) throws Exception {
        second++;
        Instant at = START.plusSeconds(second);
        assertTrue(journal.append(RecordClass.LIFE, kind, "", at, at, payload) > 0);
    }
}
