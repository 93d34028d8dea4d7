package org.vigie.gateway.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.vigie.gateway.pipeline.records.Input;
import org.vigie.gateway.waves.LiveWaves;
import org.vigie.model.BedId;
import org.vigie.model.SourceId;
import org.vigie.model.limits.Limits;
import org.vigie.model.link.LinkState;
import org.vigie.model.observation.Parameter;
import org.vigie.model.observation.Quality;
import org.vigie.model.observation.Waveform;
import org.vigie.model.report.Observed;
import org.vigie.model.unit.Unit;
import org.vigie.model.ward.Bed;
import org.vigie.model.ward.BedPlace;
import org.vigie.model.ward.Mark;
import org.vigie.model.ward.Site;
import org.vigie.model.ward.Ward;
import org.vigie.model.ward.WardPolicy;

/** Samples on their way past the ward. */
class ReducerWavesTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final SourceId SOURCE = new SourceId("hl7/10.0.0.1");
    private static final Site SITE = new Site("s", "u", List.of(BedPlace.named("R01")), WardPolicy.DEFAULT);
    private static final Parameter ECG = new Parameter("MDC_ECG_ELEC_POTL_II", null, null, "II");

    private final LiveWaves waves = new LiveWaves(Limits.Waves.DEFAULT);
    private final Reducer reducer = new Reducer(
            Ward.start(SITE, NOON),
            message -> List.of(new Observed(
                    "R01", null, new Waveform(ECG, new double[] {0.5, 1}, 250, Unit.MILLIVOLT, Quality.DEMO, null))),
            text -> SITE,
            waves);

    private static Input message(Input.Content content) {
        return new Input.Message(SOURCE, "c1", "ihe-pcd", content, new byte[] {1});
    }

    private Bed bed() {
        Bed bed = reducer.ward().beds().get(new BedId("R01"));
        if (bed == null) {
            throw new AssertionError("no bed");
        }
        return bed;
    }

    @Test
    void theWardKnowsThatACurveRunsButNoSampleOfIt() {
        waves.wanted(true);
        reducer.apply(message(Input.Content.DATA), NOON.plusSeconds(1));
        Waveform kept = assertInstanceOf(Waveform.class, bed().streams().get(0).observation());
        assertEquals(0, kept.length());
        assertEquals(250, kept.rateHz());
        assertEquals(LinkState.LIVE, bed().link());
        assertEquals(true, bed().marks().contains(Mark.DEMO));
        assertFalse(reducer.ward().checkpoint().contains("0.5"));
        assertEquals(1, waves.lanes().size());
        assertEquals(2, waves.drain().get(0).samples().length);
    }

    @Test
    void nothingIsKeptForDisplaysThatDoNotAsk() {
        reducer.apply(message(Input.Content.DATA), NOON.plusSeconds(1));
        assertEquals(1, waves.lanes().size());
        assertEquals(List.of(), waves.drain());
    }

    @Test
    void aMessageOfNothingButSamplesIsASignOfLifeAtMostOnceASecond() {
        reducer.apply(message(Input.Content.DATA), NOON.plusSeconds(1));
        long changes = reducer.ward().changes();
        for (int i = 1; i <= 3; i++) {
            reducer.apply(message(Input.Content.WAVES), NOON.plusSeconds(1).plusMillis(256L * i));
        }
        assertEquals(changes, reducer.ward().changes());
        assertEquals(4, waves.totals().blocks());
        for (int i = 4; i <= 400; i++) {
            reducer.apply(message(Input.Content.WAVES), NOON.plusSeconds(1).plusMillis(256L * i));
        }
        assertEquals(LinkState.LIVE, bed().link());
    }

    @Test
    void curvesThatBreakLeaveTheMessageWhole() {
        Reducer broken = new Reducer(
                Ward.start(SITE, NOON),
                message -> List.of(new Observed(
                        "R01", null, new Waveform(ECG, new double[] {0.5}, 250, Unit.MILLIVOLT, Quality.VALID, null))),
                text -> SITE,
                (site, source, reports, at) -> {
                    throw new IllegalStateException("a tap that breaks");
                });
        broken.apply(message(Input.Content.DATA), NOON.plusSeconds(1));
        assertEquals(0, broken.poisoned());
        assertEquals(
                LinkState.LIVE,
                Optional.ofNullable(broken.ward().beds().get(new BedId("R01")))
                        .map(Bed::link)
                        .orElseThrow());
    }

    @Test
    void aLaneEndsAsTimePasses() {
        reducer.apply(message(Input.Content.DATA), NOON.plusSeconds(1));
        reducer.advance(NOON.plusSeconds(12));
        assertEquals(List.of(), waves.lanes());
    }

    @Test
    void restartAndExplanationKeepNoSampleEither() {
        Reducer replay = new Reducer(
                Ward.start(SITE, NOON),
                message -> List.of(new Observed(
                        "R01", null, new Waveform(ECG, new double[] {0.5}, 250, Unit.MILLIVOLT, Quality.DEMO, null))),
                text -> SITE);
        replay.apply(message(Input.Content.DATA), NOON.plusSeconds(1));
        reducer.apply(message(Input.Content.DATA), NOON.plusSeconds(1));
        assertEquals(reducer.ward(), replay.ward());
    }
}
