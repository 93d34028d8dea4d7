package org.vigie.gateway.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.journal.Entry;
import org.vigie.gateway.journal.JournalEntries;
import org.vigie.gateway.journal.JournalReader;
import org.vigie.gateway.journal.JournalRecord;
import org.vigie.gateway.journal.RecordKind;
import org.vigie.gateway.pipeline.records.AuditText;
import org.vigie.gateway.pipeline.records.Input;
import org.vigie.gateway.pipeline.records.InputCodec;
import org.vigie.model.ward.Site;
import org.vigie.model.ward.Ward;
import org.vigie.model.ward.WardEffect;

/**
 * Why an alarm did what it did: the whole journal again through the same decoder and reducer, and what they decided
 * about one occurrence, beside what was recorded at the time. Both must be the same, word for word.
 */
public final class Explanation {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Explanation() {}

    /**
     * One step and what brought it about.
     *
     * @param transition as decided by replay
     * @param wall time of day of the record that was being applied
     * @param cause that record, in words; a deadline fires before the next record
     */
    public record Step(WardEffect.Transition transition, Instant wall, String cause) {}

    /**
     * What was found.
     *
     * @param steps of the occurrence, in order
     * @param recorded steps of it in the audit records of the journal
     * @param same recorded steps that replay gave again, word for word
     * @param damage gaps of the journal, in words: behind one, replay and record may differ
     */
    public record Found(List<Step> steps, int recorded, int same, List<String> damage) {
        public Found {
            steps = List.copyOf(steps);
            damage = List.copyOf(damage);
        }
    }

    /**
     * Explains one occurrence.
     *
     * @param data folder of the journal; may belong to a running gateway
     * @param alarm occurrence id
     * @param fallback the site, until the journal names one
     * @param decoding of this thread
     * @param sites reads the text of a site file
     * @throws IOException when the journal cannot be listed
     */
    public static Found explain(Path data, String alarm, Site fallback, Decoding decoding, Function<String, Site> sites)
            throws IOException {
        List<Step> steps = new ArrayList<>();
        List<String> recorded = new ArrayList<>();
        List<String> damage = new ArrayList<>();
        @Nullable Reducer reducer = null;
        try (JournalEntries entries = JournalReader.open(data).all()) {
            while (entries.hasNext()) {
                switch (entries.next()) {
                    case Entry.Damage lost -> damage.add(lost.reason());
                    case Entry.Intact intact -> {
                        JournalRecord record = intact.entry();
                        if (reducer == null) {
                            reducer = new Reducer(Ward.start(fallback, record.at()), decoding, sites);
                        }
                        if (record.kind() == RecordKind.TRANSITION) {
                            recorded(record, alarm).ifPresent(recorded::add);
                        } else {
                            apply(reducer, record, alarm, steps);
                        }
                    }
                }
            }
        }
        List<String> replayed = steps.stream()
                .map(step -> AuditText.transition(step.transition()))
                .toList();
        int same = (int) recorded.stream().filter(replayed::contains).count();
        return new Found(steps, recorded.size(), same, damage);
    }

    private static void apply(Reducer reducer, JournalRecord record, String alarm, List<Step> steps) {
        Optional<Input> input;
        try {
            input = InputCodec.decode(record);
        } catch (IllegalArgumentException unreadable) {
            return;
        }
        List<WardEffect> effects =
                input.isPresent() ? reducer.apply(input.get(), record.at()) : reducer.advance(record.at());
        for (WardEffect effect : effects) {
            if (effect instanceof WardEffect.Transition transition
                    && transition.occurrence().equals(alarm)) {
                boolean deadline = transition.at().isBefore(record.at());
                steps.add(new Step(
                        transition,
                        record.wall(),
                        deadline
                                ? "deadline, due before record " + record.epoch() + "/" + record.seq()
                                : record.kind() + " " + record.epoch() + "/" + record.seq()
                                        + (record.source().isEmpty() ? "" : " from " + record.source())));
            }
        }
    }

    private static Optional<String> recorded(JournalRecord record, String alarm) {
        String text = new String(record.payload(), StandardCharsets.UTF_8);
        try {
            JsonNode node = MAPPER.readTree(text);
            return node.path("what").asText().equals("transition")
                            && node.path("alarm").asText().equals(alarm)
                    ? Optional.of(text)
                    : Optional.empty();
        } catch (JsonProcessingException notOurs) {
            return Optional.empty();
        }
    }
}
