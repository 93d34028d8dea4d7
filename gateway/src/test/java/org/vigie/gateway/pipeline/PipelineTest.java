package org.vigie.gateway.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.vigie.adapter.spi.Arrival;
import org.vigie.adapter.spi.Stored;
import org.vigie.gateway.journal.JournalRecord;
import org.vigie.gateway.journal.RecordClass;
import org.vigie.gateway.journal.RecordKind;
import org.vigie.gateway.pipeline.records.Checkpoint;
import org.vigie.gateway.pipeline.records.Input;
import org.vigie.gateway.testing.Await;
import org.vigie.gateway.testing.HandClocks;
import org.vigie.gateway.testing.MemoryJournal;
import org.vigie.model.BedId;
import org.vigie.model.SourceId;
import org.vigie.model.alarm.OwnAlarm;
import org.vigie.model.limits.Limits;
import org.vigie.model.link.LinkReason;
import org.vigie.model.link.LinkState;
import org.vigie.model.observation.AbsenceReason;
import org.vigie.model.observation.Absent;
import org.vigie.model.observation.Parameter;
import org.vigie.model.report.Observed;
import org.vigie.model.report.Problem;
import org.vigie.model.report.Report;
import org.vigie.model.ward.Bed;
import org.vigie.model.ward.BedPlace;
import org.vigie.model.ward.Site;
import org.vigie.model.ward.StorageLevel;
import org.vigie.model.ward.Ward;
import org.vigie.model.ward.WardEffect;
import org.vigie.model.ward.WardPolicy;

class PipelineTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final SourceId SOURCE = new SourceId("hl7/10.0.0.1");
    private static final Site SITE =
            new Site("s", "u", List.of(BedPlace.named("R01"), BedPlace.named("R02")), WardPolicy.DEFAULT);

    private final HandClocks clocks = new HandClocks(NOON);
    private final MemoryJournal journal = new MemoryJournal();
    private @Nullable Pipeline running;

    @AfterEach
    void stop() {
        if (running != null) {
            journal.release();
            running.close();
        }
    }

    private Pipeline start(Limits limits, Decoding decoding) {
        EngineClock clock = new EngineClock(clocks, Instant.EPOCH);
        Pipeline pipeline =
                new Pipeline(journal, clock, limits, new Reducer(Ward.start(SITE, NOON), decoding, text -> SITE));
        running = pipeline;
        return pipeline.start();
    }

    private Pipeline start() {
        return start(Limits.DEFAULT, message -> List.of());
    }

    private static Arrival message(String text) {
        return new Arrival(SOURCE, "c1", "ihe-pcd", Arrival.Kind.MESSAGE, text.getBytes(StandardCharsets.UTF_8), null);
    }

    private static Arrival alarm(String text) {
        return new Arrival(
                SOURCE, "c1", "ihe-pcd", Arrival.Kind.ALARM_MESSAGE, text.getBytes(StandardCharsets.UTF_8), null);
    }

    @Test
    void answersOnlyAfterTheForce() {
        journal.hold();
        Pipeline pipeline = start();
        AtomicReference<Stored> answer = new AtomicReference<>();
        pipeline.ingest().arrived(message("MSH|1"), answer::set);
        Await.until("appended", () -> journal.records(RecordKind.RAW_MESSAGE).size() == 1);
        assertEquals(null, answer.get());
        journal.release();
        Await.until("answered", () -> answer.get() == Stored.DURABLE);
    }

    @Test
    void forcesOnceForAllThatWait() {
        journal.hold();
        Pipeline pipeline = start();
        List<Stored> answers = new CopyOnWriteArrayList<>();
        pipeline.ingest().arrived(message("MSH|0"), answers::add);
        Await.until(
                "first appended", () -> journal.records(RecordKind.RAW_MESSAGE).size() == 1);
        for (int i = 1; i <= 300; i++) {
            pipeline.ingest().arrived(message("MSH|" + i), answers::add);
        }
        long before = journal.forces();
        journal.release();
        Await.until("all answered", () -> answers.size() == 301);
        assertTrue(journal.forces() - before < 20, "forces: " + (journal.forces() - before));
    }

    @Test
    void anUnwritableJournalAnswersNotWritableAndTheLiveViewGoesOn() {
        journal.fail(true);
        Pipeline pipeline = start();
        AtomicReference<Stored> answer = new AtomicReference<>();
        pipeline.ingest().arrived(alarm("MSH|1"), answer::set);
        Await.until("answered", () -> answer.get() == Stored.NOT_WRITABLE);
        Await.until("applied all the same", () -> pipeline.status().applied() == 1);
        journal.fail(false);
        pipeline.ingest().arrived(alarm("MSH|2"), answer::set);
        Await.until("back", () -> answer.get() == Stored.DURABLE);
    }

    @Test
    void alarmsGoIntoLifeAndValuesIntoData() {
        Pipeline pipeline = start();
        pipeline.ingest().arrived(message("MSH|1"), stored -> {});
        pipeline.ingest().arrived(alarm("MSH|2"), stored -> {});
        pipeline.ingest().link(SOURCE, "c1", false, LinkReason.CLOSED_BY_PEER);
        Await.until("applied", () -> pipeline.status().applied() == 3);
        assertEquals(
                List.of(RecordClass.DATA, RecordClass.LIFE),
                journal.records(RecordKind.RAW_MESSAGE).stream()
                        .map(record -> record.cls())
                        .toList());
        assertEquals(RecordClass.LIFE, journal.records(RecordKind.LINK).get(0).cls());
    }

    private static Arrival waves(int number) {
        byte[] bytes = Integer.toString(number).getBytes(StandardCharsets.UTF_8);
        return new Arrival(SOURCE, "c1", "ihe-pcd", Arrival.Kind.WAVES, bytes, null);
    }

    @Test
    void wavesAreDroppedBeforeAnythingElseHasToWait() {
        journal.hold();
        Pipeline pipeline = start();
        pipeline.ingest().arrived(message("MSH|0"), stored -> {});
        Await.until(
                "first appended", () -> journal.records(RecordKind.RAW_MESSAGE).size() == 1);
        List<Stored> answers = new CopyOnWriteArrayList<>();
        int allowed = Limits.Waves.DEFAULT.waitingMessages();
        for (int i = 0; i < allowed + 100; i++) {
            pipeline.ingest().arrived(waves(i), answers::add);
        }
        assertEquals(100, pipeline.ingest().wavesDropped());
        for (int i = 0; i < Limits.DEFAULT.pipeline().waitingRecords() - allowed; i++) {
            pipeline.ingest().arrived(message("MSH|" + i), answers::add);
        }
        assertEquals(0, pipeline.ingest().refused());
        journal.release();
        Await.until(
                "all answered",
                () -> answers.size() == 100 + Limits.DEFAULT.pipeline().waitingRecords());
        Await.until("a mark of the gap", () -> {
            clocks.pass(Duration.ofMillis(50)); // it is written when time passes
            return journal.records(RecordKind.GAP).size() == 1;
        });
        assertEquals(RecordClass.LIFE, journal.records(RecordKind.GAP).get(0).cls());
        String text = new String(journal.records(RecordKind.GAP).get(0).payload(), StandardCharsets.UTF_8);
        assertTrue(text.contains("\"class\":\"waves\""), text);
        assertEquals(RecordClass.WAVES, journal.records(RecordKind.WAVE).get(0).cls());
        assertTrue(pipeline.status().wavesDropped() >= 100);
    }

    @Test
    void aFullQueueAnswersAtOnceAndForgetsNothingThatWasTaken() {
        journal.hold();
        Limits.Pipeline small = new Limits.Pipeline(4, 2, 4_096, 128, 256, 64, 200, 64);
        Pipeline pipeline = start(
                new Limits(Limits.DEFAULT.hl7(), small, Limits.DEFAULT.live(), Limits.DEFAULT.journal()),
                message -> List.of());
        List<Stored> answers = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 20; i++) {
            pipeline.ingest().arrived(message("MSH|" + i), answers::add);
        }
        Await.until("some were refused", () -> pipeline.ingest().refused() > 0);
        long refused = pipeline.ingest().refused();
        assertEquals(
                refused, answers.stream().filter(Stored.NOT_WRITABLE::equals).count());
        journal.release();
        Await.until("the others are durable", () -> answers.size() == 20);
        assertEquals(
                20 - refused, answers.stream().filter(Stored.DURABLE::equals).count());
    }

    @Test
    void whenTheDiskRunsShortOneMessageOfValuesAMinuteIsWrittenAndAllAreApplied() {
        journal.level(StorageLevel.DATA_SHED); // before the first look at the disk: the clock stands still here
        Pipeline pipeline = start();
        Await.until("level seen", () -> journal.records(RecordKind.STORAGE).size() == 1);
        List<Stored> answers = new CopyOnWriteArrayList<>();
        String values = "MSH|^~\\&|a|b|||1||ORU^R01|1|P|2.6\rPV1||I|";
        pipeline.ingest().arrived(message(values + "R01\r"), answers::add);
        pipeline.ingest().arrived(message(values + "R01\r"), answers::add);
        pipeline.ingest().arrived(message(values + "R02\r"), answers::add);
        pipeline.ingest().arrived(alarm(values + "R01\r"), answers::add);
        pipeline.ingest().arrived(message("MSH|^~\\&|a|b|||1||ADT^A01|1|P|2.6\r"), answers::add);
        Await.until("answered", () -> answers.size() == 5);
        assertEquals(
                List.of(Stored.DURABLE, Stored.NOT_WRITABLE, Stored.DURABLE, Stored.DURABLE, Stored.DURABLE), answers);
        Await.until("all applied", () -> pipeline.status().applied() == 6);
        assertEquals(1, pipeline.status().thinned());
    }

    @Test
    void aPoisonedMessageIsCountedAndTheNextOneIsRead() {
        List<String> seen = new CopyOnWriteArrayList<>();
        Pipeline pipeline = start(Limits.DEFAULT, message -> {
            String text = new String(message.bytes(), StandardCharsets.UTF_8);
            if (text.equals("poison")) {
                throw new IllegalStateException("decoder bug");
            }
            if (text.equals("deep")) {
                throw new StackOverflowError();
            }
            seen.add(text);
            return List.<Report>of(new Problem(null, null, 3, "bad-field", "field 3 is empty"));
        });
        for (String text : List.of("one", "poison", "deep", "two")) {
            pipeline.ingest().arrived(message(text), stored -> {});
        }
        Await.until("all applied", () -> pipeline.status().applied() == 4);
        assertEquals(List.of("one", "two"), seen);
        assertEquals(2, pipeline.status().poisoned());
        assertEquals(2, pipeline.status().problems());
        Await.until(
                "problems are journaled",
                () -> journal.records(RecordKind.PROBLEM).size() == 2);
        assertTrue(new String(journal.records(RecordKind.PROBLEM).get(0).payload(), StandardCharsets.UTF_8)
                .contains("bad-field"));
    }

    /** Fault row 43: the disk answers nothing for a while. Nothing is acknowledged, and the engine is seen to stand. */
    @Test
    void whileTheDiskStallsNothingIsAcknowledgedTheEngineStandsStillAndNothingIsLost() {
        Pipeline pipeline = start();
        Await.until("the engine turns", () -> {
            clocks.pass(Duration.ofMillis(50));
            return pipeline.now().engine() > 1;
        });
        journal.hold();
        List<Stored> answers = new CopyOnWriteArrayList<>();
        pipeline.ingest().arrived(message("MSH|0"), answers::add);
        Await.until("appended", () -> journal.records(RecordKind.RAW_MESSAGE).size() == 1);
        for (int i = 1; i < 1_000; i++) {
            pipeline.ingest().arrived(i % 10 == 0 ? alarm("MSH|" + i) : message("MSH|" + i), answers::add);
        }
        // Each tick has forced once and then gone to the ward; behind the stalled force none follows.
        Await.until(
                "what was on its way to the ward has arrived",
                () -> pipeline.now().engine() == journal.forces());
        long engine = pipeline.now().engine();
        passing(Duration.ofMillis(600));
        assertEquals(List.of(), answers);
        assertEquals(engine, pipeline.now().engine(), "what displays and /health/live go by");
        assertTrue(pipeline.sinceLastTurn().compareTo(Duration.ofMillis(500)) > 0);
        assertEquals(0, pipeline.ingest().refused(), "what comes meanwhile waits, within its bound");
        journal.release();
        Await.until("all answered", () -> answers.size() == 1_000);
        assertTrue(answers.stream().allMatch(Stored.DURABLE::equals));
        Await.until("all applied, in their order", () -> pipeline.status().applied() == 1_000);
        Await.until("the engine turns again", () -> {
            clocks.pass(Duration.ofMillis(50));
            return pipeline.now().engine() > engine;
        });
    }

    /** So long on the clock of the machine, and a tick of the hand clocks every few milliseconds. */
    private void passing(Duration time) {
        long from = System.nanoTime();
        Await.until(time.toString(), () -> {
            clocks.pass(Duration.ofMillis(50));
            return System.nanoTime() - from > time.toNanos();
        });
    }

    /** Fault row 35: our decoder breaks on each message of one monitor. */
    @Test
    void aDecoderThatBreaksOnEveryMessageOfOneMonitorIsAnAlarmAndTheOtherBedsGoOn() {
        SourceId well = new SourceId("hl7/10.0.0.2");
        Parameter heartRate = new Parameter("MDC_ECG_HEART_RATE", null, null, "HR");
        Pipeline pipeline = start(Limits.DEFAULT, message -> {
            if (message.source().equals(SOURCE)) {
                throw new IllegalStateException("decoder bug");
            }
            return List.of(new Observed("R02", null, new Absent(heartRate, AbsenceReason.NOT_MEASURED, null)));
        });
        for (int i = 0; i < 5; i++) {
            pipeline.ingest().arrived(message("MSH|" + i), stored -> {});
            pipeline.ingest()
                    .arrived(
                            new Arrival(well, "c2", "ihe-pcd", Arrival.Kind.MESSAGE, new byte[] {1}, null),
                            stored -> {});
        }
        Await.until("all applied", () -> pipeline.status().applied() == 10);
        assertEquals(5, pipeline.status().poisoned());
        Ward ward = pipeline.now().ward();
        assertTrue(ward.unit().alarms().stream()
                .anyMatch(alarm ->
                        alarm.code().filter(OwnAlarm.CANNOT_READ::equals).isPresent()
                                && ward.unit().sounds(alarm)));
        assertEquals(LinkState.LIVE, bed(ward, "R02").link());
        assertEquals(List.of(), bed(ward, "R02").alarms());
        assertEquals(
                5,
                journal.records(RecordKind.RAW_MESSAGE).stream()
                        .filter(record -> record.source().equals(SOURCE.value()))
                        .count(),
                "what could not be read is kept");
    }

    private static Bed bed(Ward ward, String name) {
        return Objects.requireNonNull(ward.beds().get(new BedId(name)));
    }

    @Test
    void aSleepOfTheBoxIsJournaledAtTheTimeOfItsEnd() {
        Pipeline pipeline = start();
        Await.until("engine turns", () -> pipeline.now().engine() > 0);
        clocks.sleep(Duration.ofMinutes(10));
        Await.until("journaled", () -> {
            clocks.pass(Duration.ofMillis(50));
            return journal.records(RecordKind.SUSPENDED).size() == 1;
        });
        assertTrue(journal.records(RecordKind.SUSPENDED).get(0).at().isAfter(NOON.plusSeconds(600)));
        Await.until("time jumped", () -> {
            clocks.pass(Duration.ofMillis(50));
            return pipeline.now().ward().now().isAfter(NOON.plusSeconds(600));
        });
    }

    @Test
    void aSetClockIsRecordedAndNothingElse() {
        Pipeline pipeline = start();
        clocks.setWall(Duration.ofHours(1));
        Await.until("recorded", () -> {
            clocks.pass(Duration.ofMillis(50));
            return journal.records(RecordKind.CLOCK_STEP).size() == 1;
        });
        assertEquals(0, pipeline.status().applied());
    }

    @Test
    void aStopWritesALastCheckpointAndCloses() {
        Pipeline pipeline = start();
        pipeline.ingest().arrived(message("MSH|1"), stored -> {});
        pipeline.close();
        Checkpoint checkpoint = Checkpoint.decode(journal.records(RecordKind.CHECKPOINT)
                .get(journal.records(RecordKind.CHECKPOINT).size() - 1));
        assertEquals(1, checkpoint.seq());
        assertEquals(1, pipeline.status().applied());
        assertTrue(journal.isClosed());
        pipeline.close();
    }

    @Test
    void aCheckpointThatNoRecordHoldsIsLeftOutAndCountedUntilOneFits() {
        Limits d = Limits.DEFAULT;
        Limits.Journal j = d.journal();
        Limits.Journal tiny = new Limits.Journal(
                400,
                j.blockBytes(),
                j.forceData(),
                j.forceWaves(),
                Duration.ofSeconds(1),
                j.keep(),
                j.keepWaves(),
                j.shedWavesBelow(),
                j.shedDataBelow(),
                j.ballastBytes());
        AtomicReference<List<Report>> said = new AtomicReference<>(List.of());
        Pipeline pipeline = start(new Limits(d.hl7(), d.pipeline(), d.live(), tiny), message -> said.get());
        Await.until("a ward without anything fits", () -> {
            clocks.pass(Duration.ofSeconds(1));
            return written() > 0;
        });
        Parameter heartRate = new Parameter("MDC_ECG_HEART_RATE", null, null, "HR");
        said.set(List.of(new Observed("R01", null, new Absent(heartRate, AbsenceReason.NOT_MEASURED, null))));
        pipeline.ingest().arrived(message("MSH|1"), stored -> {});
        Await.until("applied", () -> pipeline.status().applied() == 1);
        Await.until("left out", () -> {
            clocks.pass(Duration.ofSeconds(1));
            return pipeline.status().checkpointsTooLarge() > 1;
        });
        assertTrue(pipeline.status().checkpointBytes() > 400);
        pipeline.close();
        JournalRecord newest = journal.records(RecordKind.CHECKPOINT).get(written() - 1);
        assertEquals(0, Checkpoint.decode(newest).seq(), "the one before the message is the newest");
    }

    private int written() {
        return journal.records(RecordKind.CHECKPOINT).size();
    }

    @Test
    void anAbandonedPipelineWritesNothingMore() {
        Pipeline pipeline = start();
        pipeline.ingest().arrived(message("MSH|1"), stored -> {});
        Await.until("applied", () -> pipeline.status().applied() == 1);
        pipeline.abandon();
        assertEquals(List.of(), journal.records(RecordKind.CHECKPOINT));
    }

    @Test
    void aCommandIsJournaledBeforeItIsAppliedAndAnswered() {
        Pipeline pipeline = start();
        AtomicReference<WardEffect.CommandResult> result = new AtomicReference<>();
        pipeline.command(new Input.Command("k1", "acknowledge", "R01", "none", "AB"), result::set);
        Await.until("answered", () -> result.get() != null);
        assertFalse(result.get().accepted());
        assertEquals(
                RecordClass.LIFE, journal.records(RecordKind.COMMAND).get(0).cls());
    }

    @Test
    void whoeverIsAnsweredSeesWhatWasDone() {
        Pipeline pipeline = start();
        AtomicReference<LinkState> seen = new AtomicReference<>();
        pipeline.command(
                new Input.Command("k3", "standby", "R01", null, "AB"),
                result -> seen.set(bed(pipeline.now().ward(), "R01").link()));
        Await.until("answered", () -> seen.get() != null);
        assertEquals(LinkState.STANDBY, seen.get());
    }

    @Test
    void aViewThatBreaksCostsNeitherTheAnswerNorTheOthers() {
        Pipeline pipeline = start();
        AtomicReference<List<WardEffect>> seen = new AtomicReference<>(List.of());
        pipeline.onEffects((ward, effects) -> {
            throw new IllegalStateException("a view that breaks");
        });
        pipeline.onEffects((ward, effects) -> seen.set(effects));
        AtomicReference<WardEffect.CommandResult> result = new AtomicReference<>();
        pipeline.command(new Input.Command("k2", "acknowledge", "R01", "none", "AB"), result::set);
        Await.until("answered", () -> result.get() != null);
        assertEquals("no-such-alarm", result.get().reason());
        Await.until("the other view was told", () -> !seen.get().isEmpty());
    }
}
