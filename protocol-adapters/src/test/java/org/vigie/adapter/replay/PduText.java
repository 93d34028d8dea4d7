package org.vigie.adapter.replay;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.vigie.adapter.intellivue.codec.Attribute;
import org.vigie.adapter.intellivue.codec.AttributeId;
import org.vigie.adapter.intellivue.codec.IntellivuePdu;
import org.vigie.adapter.intellivue.codec.IntellivuePdu.Linked;
import org.vigie.adapter.intellivue.codec.MetricValues;
import org.vigie.adapter.intellivue.codec.MonitorText;
import org.vigie.adapter.intellivue.codec.ObjectId;
import org.vigie.adapter.intellivue.codec.Octets;
import org.vigie.adapter.intellivue.codec.PduWriter;
import org.vigie.adapter.intellivue.codec.PolledObject;

/**
 * A message in the notation of the listing that an independent program made of the capture: one header line, then one
 * line for each object and attribute. What the records do not keep (inner lengths, the unused absolute time, session
 * headers, contexts without objects) is left out on both sides.
 */
final class PduText {
    private PduText() {}

    static List<String> of(IntellivuePdu pdu) {
        List<String> lines = new ArrayList<>();
        switch (pdu) {
            case IntellivuePdu.ConnectIndication c -> {
                lines.add("ROIV inv=0 EVENT obj=0023/0/0 time=" + c.relativeTime() + " ev=0d17");
                lines.addAll(attributes(c.attributes()));
            }
            case IntellivuePdu.MdsCreate c -> {
                lines.add(f(
                        "ROIV inv=%d CONF_EVENT obj=%s time=%d ev=0d06",
                        c.invokeId(), object(c.object()), c.relativeTime()));
                lines.addAll(attributes(c.attributes()));
            }
            case IntellivuePdu.MdsCreateResult r ->
                lines.add(f("RORS inv=%d CONF_EVENT obj=%s time=0 ev=0d06", r.invokeId(), object(r.object())));
            case IntellivuePdu.PollRequest p ->
                lines.add(f(
                        "ROIV inv=%d CONF_ACTION obj=0021/0/0 scope=0 act=%s poll=%s",
                        p.invokeId(), p.extended() ? "f13b" : "0c16", tail(p, 28)));
            case IntellivuePdu.PollResult r -> result(r, lines);
            case IntellivuePdu.PriorityListGet g ->
                lines.add(f("ROIV inv=%d GET obj=0021/0/0 rest=%s", g.invokeId(), tail(g, 20)));
            case IntellivuePdu.PriorityListSet s ->
                lines.add(f(
                        "ROIV inv=%d %s obj=0021/0/0 rest=%s",
                        s.invokeId(), s.confirmed() ? "CONF_SET" : "SET", tail(s, 20)));
            case IntellivuePdu.PriorityListReply r -> {
                String labels =
                        r.labels().stream().map(label -> f("%08x", label)).collect(Collectors.joining());
                int bytes = labels.length() / 2;
                lines.add(f(
                        "RORS inv=%d %s obj=0021/0/0 rest=0001%04x%04x%04x%04x%04x%s",
                        r.invokeId(),
                        r.afterSet() ? "CONF_SET" : "GET",
                        bytes + 8,
                        r.list(),
                        bytes + 4,
                        r.labels().size(),
                        bytes,
                        labels));
            }
            case IntellivuePdu.AssociationRequest r -> lines.add("AssocReq(CN)");
            case IntellivuePdu.AssociationAccept a -> lines.add("AssocRsp(AC)");
            case IntellivuePdu.ReleaseRequest r -> lines.add("ReleaseReq(FN)");
            case IntellivuePdu.ReleaseResponse r -> lines.add("ReleaseRsp(DN)");
            default -> lines.add("unexpected " + pdu.getClass().getSimpleName());
        }
        return lines;
    }

    private static void result(IntellivuePdu.PollResult r, List<String> lines) {
        int state = switch (r.linked()) {
            case WHOLE -> 0;
            case FIRST -> 1;
            case MIDDLE -> 2;
            case LAST -> 3;
        };
        lines.add(f(
                "%s inv=%d CONF_ACTION obj=0021/0/0 act=%s poll_no=%d%s rel=%d type=1/%d grp=%04x",
                r.linked() == Linked.WHOLE ? "RORS" : f("ROLRS link(state=%d,count=%d)", state, r.linkedCount()),
                r.invokeId(),
                r.extended() ? "f13b" : "0c16",
                r.pollNumber(),
                r.extended() ? " seq=" + r.sequence() : "",
                r.relativeTime(),
                r.objectClass(),
                r.group()));
        for (PolledObject o : r.objects()) {
            lines.add(f(
                    "ctx=%d handle=%d(%04x) nattr=%d",
                    o.context(), o.handle(), o.handle(), o.attributes().size()));
            lines.addAll(attributes(o.attributes()));
        }
    }

    private static String object(ObjectId id) {
        return f("%04x/%d/%d", id.objectClass(), id.context(), id.handle());
    }

    private static String tail(IntellivuePdu pdu, int from) {
        Octets bytes = Octets.of(PduWriter.write(pdu));
        return bytes.part(from, bytes.length()).hex();
    }

    private static List<String> attributes(List<Attribute> attributes) {
        return attributes.stream()
                .map(a -> f("attr %04x len=%d %s", a.id(), a.value().length(), value(a.id(), a.value()))
                        .strip())
                .toList();
    }

    private static String value(int id, Octets v) {
        return switch (id) {
            case 0x091E, 0x0927, 0x095D, 0x095C, 0x095A, 0xF129, 0xF12A -> "STR '" + MonitorText.string(v) + "'";
            case AttributeId.TYPE -> f("TYPE part=%d code=%04x", v.u16(0), v.u16(2));
            case AttributeId.LABEL -> "LABEL " + v.hex();
            case AttributeId.METRIC_SPEC ->
                f(
                        "METRICSPEC upd=%d ticks cat=%d access=%04x struct=%d/%d relev=%04x",
                        v.u32(0), v.u16(4), v.u16(6), v.u8(8), v.u8(9), v.u16(10));
            case AttributeId.NUMERIC ->
                MetricValues.number(v).map(PduText::number).orElse("?");
            case AttributeId.COMPOUND_NUMERIC ->
                MetricValues.numbers(v)
                        .map(all -> all.stream().map(PduText::number).collect(Collectors.joining(" | ")))
                        .orElse("?");
            case AttributeId.SAMPLES ->
                MetricValues.samples(v)
                        .map(s -> "SA " + samples(s) + " first="
                                + s.samples().part(0, 8).hex())
                        .orElse("?");
            case AttributeId.COMPOUND_SAMPLES ->
                MetricValues.compoundSamples(v)
                        .map(all ->
                                "SACMP " + all.stream().map(PduText::samples).collect(Collectors.joining(" | ")))
                        .orElse("?");
            case AttributeId.SAMPLE_SPEC ->
                MetricValues.sampleSpec(v)
                        .map(s -> f(
                                "SASPEC array=%d size=%d bits sig=%d flags=%04x",
                                s.arraySize(), s.sampleBits(), s.significantBits(), s.flags()))
                        .orElse("?");
            case AttributeId.FIXED_VALUES ->
                MetricValues.fixedValues(v)
                        .map(all -> "FIXEDVAL "
                                + all.stream()
                                        .map(each -> f("id%d=%04x", each.id(), each.mask()))
                                        .collect(Collectors.joining(" ")))
                        .orElse("?");
            case AttributeId.SCALE ->
                MetricValues.scale(v)
                        .map(s -> f(
                                "SCALE abs[%s..%s] scaled[%d..%d]",
                                plain(s.low()), plain(s.high()), s.rawLow(), s.rawHigh()))
                        .orElse("?");
            case AttributeId.PHYSIOLOGICAL_RANGE ->
                MetricValues.rawRange(v)
                        .map(range -> "PHYSRANGE " + range.low() + ".." + range.high())
                        .orElse("?");
            case AttributeId.SAMPLE_PERIOD -> f("PD_SAMP %d ticks = %.3f ms", v.u32(0), v.u32(0) / 8.0);
            case AttributeId.CALIBRATION -> "CALIB " + v.hex();
            case AttributeId.UNIT -> "UNIT " + v.hex();
            case AttributeId.CLOCK, AttributeId.MEASURED_AT -> "ABS " + v.hex();
            case AttributeId.RELATIVE_TIME -> "REL " + v.u32(0);
            case AttributeId.OPERATING_MODE -> "MODE_OP " + v.hex() + (v.u16(0) == 0x2000 ? " DEMO" : "");
            case AttributeId.ALERT_CONDITION ->
                f(
                        "ALCOND state=%04x chg_cnt=%d max_p=%04x max_t=%04x max_aud=%04x",
                        v.u16(0), v.u16(2), v.u16(4), v.u16(6), v.u16(8));
            case AttributeId.PATIENT_ALARMS -> "P-ALARMS n=" + v.u16(0) + " ok=True []";
            case AttributeId.TECHNICAL_ALARMS -> "T-ALARMS n=" + v.u16(0) + " ok=True []";
            default -> v.hex();
        };
    }

    private static String number(MetricValues.Measured m) {
        BigDecimal value = m.decimal();
        return f("NU phys=%04x st=%04x unit=%04x val=%s", m.physio(), m.state(), m.unit(), value.toPlainString());
    }

    private static String samples(MetricValues.Samples s) {
        return f(
                "phys=%04x st=%04x bytes=%d", s.physio(), s.state(), s.samples().length());
    }

    private static String plain(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        return value == Math.rint(value) ? Long.toString((long) value) : Objects.toString(value);
    }

    private static String f(CharSequence pattern, Object... arguments) {
        return pattern.toString().formatted(arguments);
    }
}
