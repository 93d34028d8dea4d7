package org.vigie.simulator.monitor.hl7;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.vigie.model.alarm.AlarmKind;
import org.vigie.model.alarm.Priority;
import org.vigie.simulator.bedside.ActiveAlarm;
import org.vigie.simulator.bedside.AlarmNotice;
import org.vigie.simulator.bedside.LimitRange;
import org.vigie.simulator.monitor.BedsideView;
import org.vigie.simulator.monitor.Language;
import org.vigie.simulator.monitor.MonitorEncoder;
import org.vigie.simulator.monitor.Outgoing;
import org.vigie.simulator.monitor.PatientIdentity;
import org.vigie.simulator.patient.Reading;
import org.vigie.simulator.patient.Rhythm;
import org.vigie.simulator.patient.Vital;

/**
 * Speaks IHE PCD-01 (ORU^R01, one containment tree per message) and PCD-04 (ORU^R40, one alert per message), version
 * 2.6, accept acknowledgement (AL / NE), UTF-8. Source: IHE PCD TF-2 Rev 9.0, 3.1, 3.4, appendices B and E.
 */
public final class IhePcdEncoder implements MonitorEncoder {
    static final String MDS = "69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC";
    static final String PCD_01 = "IHE_PCD_001^IHE PCD^1.3.6.1.4.1.19376.1.6.1.1.1^ISO";
    private static final String PCD_04 = "IHE_PCD_ACM_001^IHE PCD^1.3.6.1.4.1.19376.1.6.1.4.1^ISO";
    static final String MAKER = "VIGIE_SIM";

    private final String eui64;
    private long messages;

    /** @param bed decides the device's EUI-64, which is the same in every run */
    public IhePcdEncoder(String bed) {
        this.eui64 = Eui64.of(bed);
    }

    @Override
    public List<Outgoing> greeting(BedsideView view) {
        return List.of();
    }

    @Override
    public List<Outgoing> state(BedsideView view) {
        String controlId = nextControlId(view);
        Hl7Message message = new Hl7Message();
        header(message, view, "ORU^R01^ORU_R01", controlId, PCD_01);
        String time = Hl7Times.withZone(view.deviceTime());
        String order = controlId + "^" + MAKER + "^" + eui64 + "^EUI-64";
        message.segment(
                "OBR",
                "1",
                order,
                order,
                MDS,
                "",
                "",
                time,
                Hl7Times.withZone(view.deviceTime().plusSeconds(1)));
        rows(message, view);
        return List.of(Outgoing.framed(Outgoing.Kind.STATE, message.bytes(StandardCharsets.UTF_8), controlId));
    }

    private void rows(Hl7Message message, BedsideView view) {
        Rows rows = new Rows(message);
        rows.device(MDS, "1.0.0.0", deviceId(view));
        for (Module module : Module.ALL) {
            boolean fitted = module.vitals().stream()
                    .anyMatch(vital -> !view.readings().isMissing(vital, Reading.Cause.NOT_CONNECTED));
            if (!fitted) {
                continue;
            }
            String vmd = module.path();
            rows.device(module.vmd(), vmd + ".0.0", "");
            rows.device(module.channel(), vmd + ".1.0", "");
            for (Vital vital : module.vitals()) {
                metric(rows, view, vital);
            }
            if (module.isEcg()) {
                rows.add(
                        "ST",
                        "184327^MDC_ECG_STAT_RHY^MDC",
                        vmd + ".1.2",
                        rhythm(view.readings().rhythm()));
            }
        }
    }

    private static void metric(Rows rows, BedsideView view, Vital vital) {
        String range = view.limits().of(vital).map(IhePcdEncoder::range).orElse("");
        String cuffTime = vital.isCuff() && view.cuffAt() != null ? Hl7Times.withZone(view.cuffAt()) : "";
        switch (view.readings().of(vital)) {
            case Reading.Measured measured -> {
                String flag = measured.questionable() ? "QUES" : "";
                rows.metric(vital, range, new Cell(measured.value().toPlainString(), flag, "R", cuffTime));
            }
            case Reading.Missing missing -> {
                if (missing.cause() != Reading.Cause.NOT_CONNECTED) {
                    rows.metric(vital, range, new Cell("", absence(missing.cause()), "X", ""));
                }
            }
        }
    }

    /**
     * What changes from message to message in a row.
     *
     * @param value OBX-5
     * @param flag OBX-8
     * @param status OBX-11
     * @param time OBX-14
     */
    private record Cell(String value, String flag, String status, String time) {}

    /** OBX-8 of a value that cannot be given (IHE PCD TF-2 table B.8-1). */
    private static String absence(Reading.Cause cause) {
        return switch (cause) {
            case SENSOR_OFF -> "OFF";
            case FAILED -> "INV";
            case NOT_ANALYSABLE, NOT_CONNECTED -> "NAV";
        };
    }

    private static String rhythm(Rhythm rhythm) {
        return switch (rhythm) {
            case SINUS -> "MDC_ECG_SINUS_RHY";
            case ASYSTOLE -> "MDC_ECG_ASYSTOLE";
            case VENTRICULAR_FIBRILLATION -> "MDC_ECG_V_FIB_TACHY_RHY";
            case VENTRICULAR_TACHYCARDIA -> "MDC_ECG_V_TACHY";
            case UNKNOWN -> "MDC_ECG_RHY_UNANALYZABLE";
        };
    }

    private static String range(LimitRange limits) {
        if (limits.low() == null) {
            return "<" + limits.high();
        }
        return limits.high() == null ? ">" + limits.low() : limits.low() + "-" + limits.high();
    }

    @Override
    public List<Outgoing> notices(BedsideView view, List<AlarmNotice> notices) {
        List<Outgoing> messages = new ArrayList<>();
        for (AlarmNotice notice : notices) {
            messages.add(alert(view, notice));
        }
        return messages;
    }

    private Outgoing alert(BedsideView view, AlarmNotice notice) {
        String controlId = nextControlId(view);
        Hl7Message message = new Hl7Message();
        header(message, view, "ORU^R40^ORU_R40", controlId, PCD_04);
        Instant at = view.deviceTime();
        String first = view.bed() + "-" + notice.alarm().occurrence();
        String own = notice.phase() == AlarmNotice.Phase.START ? first : first + "." + messages;
        String entity = "^" + MAKER + "^" + eui64 + "^EUI-64";
        String[] request = new String[29];
        Arrays.fill(request, "");
        request[0] = "1";
        request[1] = own + entity;
        request[2] = own + entity;
        request[3] = "196616^MDC_EVT_ALARM^MDC";
        request[6] = Hl7Times.withZone(at);
        request[28] = "^" + first + "&" + MAKER + "&" + eui64 + "&EUI-64";
        message.segment("OBR", request);
        facets(message, view, notice);
        return Outgoing.framed(Outgoing.Kind.ALARM, message.bytes(StandardCharsets.UTF_8), controlId);
    }

    private void facets(Hl7Message message, BedsideView view, AlarmNotice notice) {
        ActiveAlarm alarm = notice.alarm();
        AlarmWords words = AlarmWords.of(alarm.condition());
        String stem = Module.pathOf(alarm.condition().vital());
        String text = Hl7Message.escape(words.in(view.language()));
        String time = Hl7Times.withZone(view.deviceTime());
        boolean technical = alarm.condition().kind() == AlarmKind.TECHNICAL;
        String priority = priority(alarm.condition().priority());
        String type = technical ? "ST" : "SP";
        Facets facets = new Facets(message, stem, time);
        if (technical) {
            facets.event(
                    "CWE",
                    "196616^MDC_EVT_ALARM^MDC",
                    words.event() + "^^^^^^" + text,
                    priority + "~" + type,
                    deviceId(view));
        } else {
            String abnormal = alarm.condition().isLow() ? "L~" : "H~";
            facets.event("ST", words.event(), text, abnormal + priority + "~" + type, deviceId(view));
        }
        source(facets, alarm, technical);
        facets.attribute("68481^MDC_ATTR_EVENT_PHASE^MDC", 3, phase(notice));
        facets.attribute("68482^MDC_ATTR_ALARM_STATE^MDC", 4, state(notice));
        facets.attribute(
                "68483^MDC_ATTR_ALARM_INACTIVATION_STATE^MDC", 5, alarm.silenced() ? "audio-paused" : "enabled");
        facets.attribute("68484^MDC_ATTR_ALARM_PRIORITY^MDC", 6, priority);
        facets.attribute("68485^MDC_ATTR_ALERT_TYPE^MDC", 7, type);
    }

    private static void source(Facets facets, ActiveAlarm alarm, boolean technical) {
        Codes codes = Codes.of(alarm.condition().vital());
        if (technical || alarm.value() == null) {
            facets.source("CWE", "68480^MDC_ATTR_ALERT_SOURCE^MDC", codes.mdc(), "", "");
        } else {
            String range = alarm.limits() == null ? "" : range(alarm.limits());
            facets.source("NM", codes.mdc(), alarm.value().toPlainString(), codes.unit(), range);
        }
    }

    private static String priority(Priority priority) {
        return switch (priority) {
            case HIGH -> "PH";
            case MEDIUM -> "PM";
            case LOW -> "PL";
        };
    }

    /** A latched alarm is an update, and ends by reset (IHE SDPi, gateway mapping). */
    private static String phase(AlarmNotice notice) {
        return switch (notice.phase()) {
            case START -> "start";
            case CONTINUE -> "continue";
            case UPDATE, LATCHED -> "update";
            case SILENCED -> "inactivate";
            case END -> notice.alarm().latched() ? "reset" : "end";
        };
    }

    private static String state(AlarmNotice notice) {
        if (notice.phase() == AlarmNotice.Phase.END) {
            return "inactive";
        }
        return notice.alarm().latched() ? "latched" : "active";
    }

    void header(Hl7Message message, BedsideView view, String type, String controlId, String profile) {
        String language = view.language() == Language.FR ? "FR^French^ISO639" : "EN^English^ISO639";
        message.segment(
                "MSH",
                Hl7Message.ENCODING_CHARACTERS,
                MAKER + "^" + eui64 + "^EUI-64",
                "VIGIE",
                "",
                "",
                Hl7Times.withZone(view.deviceTime()),
                "",
                type,
                controlId,
                "P",
                "2.6",
                "",
                "",
                "AL",
                "NE",
                "",
                "UNICODE UTF-8",
                language,
                "",
                profile);
        patient(message, view.identity());
        message.segment("PV1", "", "I", Hl7Message.escape(view.unit()) + "^^" + Hl7Message.escape(view.bed()));
    }

    private static void patient(Hl7Message message, @Nullable PatientIdentity identity) {
        if (identity == null) {
            message.segment("PID", "", "", "^^^VIGIE^PI", "", "^^^^^^L");
            return;
        }
        message.segment(
                "PID",
                "",
                "",
                Hl7Message.escape(identity.id()) + "^^^VIGIE^PI",
                "",
                Hl7Message.name(identity) + "^^^^^L",
                "",
                Hl7Times.date(identity.birthDate()),
                identity.sex());
    }

    String deviceId(BedsideView view) {
        return Hl7Message.escape(view.bed()) + "^" + MAKER + "^" + eui64 + "^EUI-64";
    }

    String nextControlId(BedsideView view) {
        messages++;
        return String.format(Locale.ROOT, "%s-%08d", view.bed(), messages);
    }

    /** OBX rows of PCD-01, numbered. */
    private static final class Rows {
        private final Hl7Message message;
        private int setId;

        Rows(Hl7Message message) {
            this.message = message;
        }

        void device(String code, String path, String device) {
            setId++;
            message.segment(
                    "OBX",
                    Integer.toString(setId),
                    "",
                    code,
                    path,
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "X",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    device);
        }

        void add(String type, String code, String path, String value) {
            setId++;
            message.segment("OBX", Integer.toString(setId), type, code, path, value, "", "", "", "", "", "R");
        }

        void metric(Vital vital, String range, Cell cell) {
            setId++;
            Codes codes = Codes.of(vital);
            message.segment(
                    "OBX",
                    Integer.toString(setId),
                    "NM",
                    codes.mdc(),
                    Module.pathOf(vital),
                    cell.value(),
                    codes.unit(),
                    range,
                    cell.flag(),
                    "",
                    "",
                    cell.status(),
                    "",
                    "",
                    cell.time());
        }
    }

    /** OBX rows of PCD-04: the facet number is the fifth element of OBX-4. */
    private static final class Facets {
        private final Hl7Message message;
        private final String stem;
        private final String time;

        Facets(Hl7Message message, String stem, String time) {
            this.message = message;
            this.stem = stem;
            this.time = time;
        }

        void event(String type, String code, String value, String flags, String device) {
            message.segment(
                    "OBX",
                    "1",
                    type,
                    code,
                    stem + ".1",
                    value,
                    "",
                    "",
                    flags,
                    "",
                    "",
                    "F",
                    "",
                    "",
                    time,
                    "",
                    "",
                    "",
                    device);
        }

        void source(String type, String code, String value, String unit, String range) {
            message.segment("OBX", "2", type, code, stem + ".2", value, unit, range, "", "", "", "F", "", "", time);
        }

        void attribute(String code, int facet, String value) {
            message.segment(
                    "OBX", Integer.toString(facet), "ST", code, stem + "." + facet, value, "", "", "", "", "", "F");
        }
    }
}
