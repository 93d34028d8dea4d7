package org.vigie.gateway.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.model.Segment;
import ca.uhn.hl7v2.parser.GenericModelClassFactory;
import ca.uhn.hl7v2.parser.PipeParser;
import ca.uhn.hl7v2.util.idgenerator.InMemoryIDGenerator;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.gateway.recovery.cli.ExportCommand;
import picocli.CommandLine;

class ExportTest {
    @TempDir
    private static Path hour = Path.of("unset");

    @TempDir
    private Path folder = Path.of("unset");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void anHour() throws Exception {
        PastHour.write(hour);
    }

    private int run(Path data, String... more) {
        List<String> arguments = new ArrayList<>(List.of("--data", data.toString()));
        arguments.addAll(Arrays.asList(more));
        return new CommandLine(new ExportCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    line.getErr().println(failure.getMessage());
                    return 1;
                })
                .execute(arguments.toArray(String[]::new));
    }

    private static PipeParser hapi() {
        DefaultHapiContext context = new DefaultHapiContext();
        context.setModelClassFactory(new GenericModelClassFactory());
        context.setValidationContext(ValidationContextFactory.noValidation());
        context.getParserConfiguration().setIdGenerator(new InMemoryIDGenerator());
        return new PipeParser(context);
    }

    @Test
    void csvHasARowForEveryValueAlarmAndGap() throws Exception {
        Path file = folder.resolve("hour.csv");
        assertEquals(0, run(hour, "csv", "--out", file.toString()), err.toString());
        List<String> lines = Files.readAllLines(file);
        assertTrue(
                lines.get(0).startsWith("\uFEFFtime,until,bed,patient,patient-doubt,kind,code,mdc,text,value,unit,"));
        assertTrue(
                lines.stream()
                        .anyMatch(line -> line.matches(
                                ".*,R01,2600001,,value,MDC_ECG_HEART_RATE,147842,[^,]*,\\d+,/min,valid,.*")),
                lines.get(1));
        assertTrue(lines.stream().anyMatch(line -> line.contains(",R03,2600003,,gap,") && line.contains(",lost,")));
        assertTrue(lines.stream().anyMatch(line -> line.contains(",alarm,") && line.contains(",raised,high,")));
        assertTrue(lines.stream().anyMatch(line -> line.contains(",R03,,discharged,value,")));
        assertTrue(out.toString().contains("3 beds"), out.toString());
        assertTrue(out.toString().contains("1 gaps, 2 beds without patient id"), out.toString());
        assertFalse(Files.exists(folder.resolve("hour.csv.part")));
    }

    @Test
    void everyHl7ValueIsWhatTheMonitorSaid() throws Exception {
        Path file = folder.resolve("hour.hl7");
        assertEquals(0, run(hour, "hl7", "--out", file.toString(), "--authority", "CHU-IPP"), err.toString());
        SaidByMonitors said = SaidByMonitors.read(hour);
        PipeParser parser = hapi();
        Set<String> ids = new HashSet<>();
        int values = 0;
        int alarms = 0;
        String whole = Files.readString(file);
        assertTrue(whole.startsWith("MSH|^~\\&|VIGIE^"), whole.substring(0, 80));
        for (String text : whole.split("(?=MSH\\|)", -1)) {
            Message message = parser.parse(text);
            Segment msh = Hl7Reading.segments(message, "MSH").get(0);
            assertTrue(ids.add(Hl7Reading.field(msh, 10, 1)), "twice: " + Hl7Reading.field(msh, 10, 1));
            assertEquals(20, Hl7Reading.field(msh, 10, 1).length());
            assertEquals("P", Hl7Reading.field(msh, 11, 1));
            assertEquals("R", Hl7Reading.field(msh, 11, 2));
            assertTrue(Hl7Reading.field(Hl7Reading.segments(message, "NTE").get(0), 3, 1)
                    .startsWith("RETROSPECTIVE"));
            String bed = Hl7Reading.field(Hl7Reading.segments(message, "PV1").get(0), 3, 3);
            String patient =
                    Hl7Reading.field(Hl7Reading.segments(message, "PID").get(0), 3, 1);
            if (bed.equals("R01") && !patient.isEmpty()) {
                assertEquals("2600001", patient);
                assertEquals(
                        "CHU-IPP",
                        Hl7Reading.field(Hl7Reading.segments(message, "PID").get(0), 3, 4));
                assertEquals(
                        "L|efèvre^&~\\",
                        Hl7Reading.field(Hl7Reading.segments(message, "PID").get(0), 5, 1));
            }
            alarms += Hl7Reading.field(msh, 9, 2).equals("R40") ? 1 : 0;
            values += Hl7Reading.compare(message, said);
        }
        assertTrue(values > 1_500, "values: " + values);
        assertTrue(alarms >= 2, "alarms: " + alarms);
    }

    @Test
    void fhirFollowsTheRulesOfR4() throws Exception {
        Path file = folder.resolve("hour.json");
        assertEquals(0, run(hour, "fhir", "--out", file.toString()), err.toString());
        JsonNode bundle = new ObjectMapper().readTree(Files.readString(file));
        FhirRules.check(bundle);
        long patients = FhirRules.resources(bundle, "Patient").size();
        assertEquals(2, patients, "R02 has none");
        JsonNode rate = FhirRules.resources(bundle, "Observation").stream()
                .filter(o -> o.at("/code/coding/0/code").asText().equals("147842"))
                .findFirst()
                .orElseThrow();
        assertEquals(
                "urn:iso:std:iso:11073:10101", rate.at("/code/coding/0/system").asText());
        assertEquals("/min", rate.at("/valueQuantity/code").asText());
    }

    @Test
    void aPartIsSelectedByBedAndTime() throws Exception {
        Path file = folder.resolve("part.csv");
        assertEquals(
                0,
                run(
                        hour,
                        "csv",
                        "--out",
                        file.toString(),
                        "--bed",
                        "R02",
                        "--from",
                        "2026-11-22T09:20:00Z",
                        "--to",
                        "2026-11-22T09:25:00Z"),
                err.toString());
        assertTrue(out.toString().contains("1 beds, 5 sets"), out.toString());
    }

    @Test
    void whatIsWrongIsNamedWithItsRemedy() throws Exception {
        assertEquals(1, run(folder, "csv", "--out", folder.resolve("x").toString()));
        assertTrue(err.toString().contains("There is no journal in " + folder), err.toString());
        assertEquals(1, run(hour, "csv", "--out", folder.resolve("x").toString(), "--bed", "R99"));
        assertTrue(err.toString().contains("Its beds are R01, R02, R03."), err.toString());
        Files.writeString(folder.resolve("there.csv"), "");
        assertEquals(1, run(hour, "csv", "--out", folder.resolve("there.csv").toString()));
        assertTrue(err.toString().contains("exists. Name another file"), err.toString());
        assertEquals(1, run(hour, "csv", "--out", folder.resolve("no/where.csv").toString()));
        assertTrue(err.toString().contains("Name a place that exists"), err.toString());
        assertEquals(1, run(hour, "csv", "--out", folder.resolve("x").toString(), "--every", "0"));
        assertTrue(err.toString().contains("--every must be from 1 s"), err.toString());
        assertEquals(2, run(hour, "csv", "--out", "x", "--from", "yesterday"));
        assertTrue(err.toString().contains("is no time; write for example"), err.toString());
    }
}
