package org.vigie.gateway.journal.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.journal.Entry;
import org.vigie.gateway.journal.JournalEntries;
import org.vigie.gateway.journal.JournalRecord;
import org.vigie.gateway.journal.RecordClass;
import org.vigie.gateway.journal.RecordKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code vigie journal cat}: the records as JSON, one object a line; without patient data unless asked. */
@Command(
        name = "cat",
        mixinStandardHelpOptions = true,
        description = "Prints the records as JSON, one object a line. Damage is a line as well.",
        footer = "Without --with-patient-data the content of messages is left out; its length is shown.")
final class JournalCatCommand implements Callable<Integer> {
    @Mixin
    private final JournalFolderOption folder = new JournalFolderOption();

    @Option(names = "--epoch", paramLabel = "N", description = "Begin with this epoch.")
    private long epoch;

    @Option(names = "--after", paramLabel = "SEQ", description = "Begin after this number of the epoch.")
    private long after;

    @Option(names = "--limit", paramLabel = "N", description = "Stop after so many lines.")
    private long limit = Long.MAX_VALUE;

    @Option(
            names = "--class",
            paramLabel = "CLASS",
            description = "Only these classes: ${COMPLETION-CANDIDATES}",
            split = ",")
    private Set<RecordClass> classes = EnumSet.allOf(RecordClass.class);

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "Only these kinds: ${COMPLETION-CANDIDATES}",
            split = ",")
    private Set<RecordKind> kinds = EnumSet.allOf(RecordKind.class);

    @Option(names = "--with-patient-data", description = "Print the content of messages: names and values of patients.")
    private boolean withPatientData;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        long lines = 0;
        try (JournalEntries entries = folder.open().after(epoch, after);
                JsonGenerator json = new JsonFactory()
                        .createGenerator(out)
                        .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                        .disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM)
                        .setPrettyPrinter(new MinimalPrettyPrinter("\n"))) {
            while (lines < limit && entries.hasNext() && !out.checkError()) {
                Entry entry = entries.next();
                if (isWanted(entry)) {
                    write(json, entry);
                    lines++;
                }
            }
        }
        if (lines > 0) {
            out.println();
        }
        out.flush();
        return 0;
    }

    private boolean isWanted(Entry entry) {
        return switch (entry) {
            case Entry.Intact whole ->
                classes.contains(whole.entry().cls())
                        && kinds.contains(whole.entry().kind());
            case Entry.Damage damage -> damage.cls() == null || classes.contains(damage.cls());
        };
    }

    private void write(JsonGenerator json, Entry entry) throws IOException {
        json.writeStartObject();
        switch (entry) {
            case Entry.Intact whole -> writeRecord(json, whole.entry());
            case Entry.Damage damage -> {
                json.writeStringField("damage", damage.reason());
                json.writeNumberField("epoch", damage.epoch());
                json.writeNumberField("afterSeq", damage.afterSeq());
                json.writeStringField("class", name(damage.cls()));
                if (damage.lost() == Entry.Damage.UNKNOWN) {
                    json.writeNullField("lost");
                } else {
                    json.writeNumberField("lost", damage.lost());
                }
            }
        }
        json.writeEndObject();
    }

    private static @Nullable String name(@Nullable RecordClass cls) {
        return cls == null ? null : cls.name().toLowerCase(Locale.ROOT);
    }

    private void writeRecord(JsonGenerator json, JournalRecord entry) throws IOException {
        json.writeNumberField("epoch", entry.epoch());
        json.writeNumberField("seq", entry.seq());
        json.writeStringField("class", name(entry.cls()));
        json.writeStringField("kind", entry.kind().name().toLowerCase(Locale.ROOT));
        json.writeStringField("source", entry.source());
        json.writeStringField("at", entry.at().toString());
        json.writeStringField("wall", entry.wall().toString());
        json.writeNumberField("bytes", entry.payload().length);
        if (withPatientData || !entry.kind().holdsPatientData()) {
            try {
                String text = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(entry.payload()))
                        .toString();
                json.writeStringField("text", text);
            } catch (CharacterCodingException notText) {
                json.writeBinaryField("base64", entry.payload());
            }
        }
    }
}
