package org.vigie.adapter.hl7.codec;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.model.Segment;
import ca.uhn.hl7v2.model.Structure;
import ca.uhn.hl7v2.model.Type;
import ca.uhn.hl7v2.parser.GenericModelClassFactory;
import ca.uhn.hl7v2.parser.ParserConfiguration;
import ca.uhn.hl7v2.parser.PipeParser;
import ca.uhn.hl7v2.util.Terser;
import ca.uhn.hl7v2.util.idgenerator.InMemoryIDGenerator;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import java.util.ArrayList;
import java.util.List;

/** HAPI as its manual shows it: a whole message into the generic model. */
final class HapiReader {
    private final PipeParser pipes;

    HapiReader() {
        ParserConfiguration settings = new ParserConfiguration();
        settings.setValidating(false);
        settings.setAllowUnknownVersions(true);
        settings.setDefaultObx2Type("ST");
        settings.setInvalidObx2Type("ST");
        settings.setIdGenerator(new InMemoryIDGenerator());
        pipes = new PipeParser(new DefaultHapiContext(
                settings, ValidationContextFactory.noValidation(), new GenericModelClassFactory()));
    }

    /** The segments in order; none when HAPI refuses the message. */
    List<Segment> segments(String text) {
        List<Segment> segments = new ArrayList<>();
        try {
            Message message = pipes.parse(text.strip().replace("\r\n", "\r").replace('\n', '\r'));
            for (String name : message.getNames()) {
                for (Structure structure : message.getAll(name)) {
                    segments.add((Segment) structure);
                }
            }
        } catch (HL7Exception refused) {
            segments.clear();
        }
        return segments;
    }

    String value(Segment segment, int field, int repetition, int component, int subcomponent) {
        try {
            Type[] repetitions = segment.getField(field);
            String text = repetition > repetitions.length
                    ? null
                    : Terser.getPrimitive(repetitions[repetition - 1], component, subcomponent)
                            .getValue();
            return text == null ? "" : text;
        } catch (HL7Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
