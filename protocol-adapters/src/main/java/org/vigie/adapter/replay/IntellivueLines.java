package org.vigie.adapter.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.vigie.adapter.intellivue.codec.AssociationFacts;
import org.vigie.adapter.intellivue.codec.AssociationTerms;
import org.vigie.adapter.intellivue.codec.ConnectFacts;
import org.vigie.adapter.intellivue.codec.IntellivuePdu;
import org.vigie.model.DeviceId;
import org.vigie.model.observation.Absent;
import org.vigie.model.observation.Enumerated;
import org.vigie.model.observation.Numeric;
import org.vigie.model.observation.Observation;
import org.vigie.model.observation.Parameter;
import org.vigie.model.observation.Waveform;
import org.vigie.model.report.DeviceReport;
import org.vigie.model.report.Observed;
import org.vigie.model.report.Report;

/** What the messages around the data say, as lines for the engineer. */
final class IntellivueLines {
    private IntellivueLines() {}

    /**
     * Bed and device of a line.
     *
     * @param bed null when blank
     * @param device null when unknown
     */
    record Who(@Nullable String bed, @Nullable DeviceId device) {
        static Who of(AssociationFacts facts) {
            return of(facts.bedLabel(), ConnectFacts.mac(facts.systemId()));
        }

        static Who of(String bed, String mac) {
            return new Who(bed.isBlank() ? null : bed, mac.isEmpty() ? null : new DeviceId(mac));
        }
    }

    /** A monitor announces itself. */
    static Report announcement(IntellivuePdu.ConnectIndication indication) {
        ConnectFacts facts = ConnectFacts.of(indication);
        String text = String.format(
                Locale.ROOT,
                "%s %s, software %s, serial number %s, address %s, data export on UDP port %d%s",
                facts.maker(),
                facts.model(),
                facts.software(),
                facts.serial(),
                facts.address(),
                facts.dataPort(),
                facts.wireless() ? ", wireless" : "");
        Who who = Who.of(facts.bedLabel(), facts.mac());
        return new DeviceReport(who.bed, who.device, "connect-indication", null, text);
    }

    /** The line of a message that carries no data; the messages of a client are noted and no more. */
    static Report note(Who who, IntellivuePdu pdu) {
        String code = switch (pdu) {
            case IntellivuePdu.AssociationRequest request -> "association-request";
            case IntellivuePdu.AssociationAccept accept ->
                accept.accepted() ? "association-accept" : "association-refuse";
            case IntellivuePdu.AssociationRefuse refuse -> "association-refuse";
            case IntellivuePdu.ReleaseRequest request -> "release-request";
            case IntellivuePdu.ReleaseResponse response -> "release-response";
            case IntellivuePdu.Abort abort -> "abort";
            case IntellivuePdu.MdsCreate create -> "mds-create";
            case IntellivuePdu.MdsCreateResult result -> "mds-create-result";
            case IntellivuePdu.PollRequest poll -> "poll-request";
            case IntellivuePdu.PriorityListGet get -> "priority-list-get";
            case IntellivuePdu.PriorityListSet set -> "priority-list-set";
            case IntellivuePdu.PriorityListReply reply -> "priority-list";
            case IntellivuePdu.RemoteError error -> "remote-error";
            case IntellivuePdu.Unknown unknown -> "unknown-message";
            case IntellivuePdu.ConnectIndication indication -> "connect-indication";
            case IntellivuePdu.PollResult result -> "poll-result";
        };
        return new DeviceReport(who.bed, who.device, code, null, text(pdu));
    }

    private static String text(IntellivuePdu pdu) {
        return switch (pdu) {
            case IntellivuePdu.AssociationRequest request -> terms(request.terms());
            case IntellivuePdu.AssociationAccept accept -> terms(accept.terms());
            case IntellivuePdu.MdsCreate create ->
                AssociationFacts.UNKNOWN.with(create.attributes()).model();
            case IntellivuePdu.PollRequest poll ->
                String.format(
                        Locale.ROOT,
                        "%s poll of class %04x, group %04x",
                        poll.extended() ? "extended" : "single",
                        poll.objectClass(),
                        poll.group());
            case IntellivuePdu.PriorityListSet set -> labels(set.labels());
            case IntellivuePdu.PriorityListReply reply -> labels(reply.labels());
            case IntellivuePdu.RemoteError error -> "error " + error.error();
            case IntellivuePdu.Unknown unknown -> unknown.what();
            default -> "";
        };
    }

    private static String terms(AssociationTerms terms) {
        List<String> wants = new ArrayList<>();
        if (terms.grants(AssociationTerms.NUMERICS_EACH_SECOND)) {
            wants.add("numerics");
        }
        if (terms.grants(AssociationTerms.WAVES)) {
            wants.add("waves");
        }
        if (terms.grants(AssociationTerms.ENUMERATIONS)) {
            wants.add("enumerations");
        }
        return String.format(
                Locale.ROOT,
                "%s; up to %d bytes; given up after %d s of silence",
                wants.isEmpty() ? "no periodic data" : String.join(", ", wants),
                terms.maxSend(),
                terms.timeoutSeconds());
    }

    private static String labels(List<Long> labels) {
        List<String> hex = new ArrayList<>();
        for (Long label : labels) {
            hex.add(String.format(Locale.ROOT, "%08x", label));
        }
        return hex.isEmpty() ? "none" : String.join(" ", hex);
    }

    /** In the lines of a decoded capture a value without a channel has its label there, for whoever reads them. */
    static Report withChannel(Report report) {
        if (!(report instanceof Observed observed)) {
            return report;
        }
        Observation observation = observed.observation();
        Parameter p = observation.parameter();
        if (p.channel() != null || p.label().isEmpty()) {
            return report;
        }
        Parameter named = new Parameter(p.code(), p.vendorCode(), p.label(), p.label());
        return new Observed(observed.bed(), observed.device(), renamed(observation, named));
    }

    private static Observation renamed(Observation observation, Parameter named) {
        return switch (observation) {
            case Numeric n ->
                new Numeric(named, n.value(), n.unit(), n.quality(), n.limits(), n.setting(), n.deviceTime());
            case Enumerated e -> new Enumerated(named, e.value(), e.quality(), e.deviceTime());
            case Absent a -> new Absent(named, a.reason(), a.deviceTime());
            case Waveform w -> {
                double[] samples = new double[w.length()];
                for (int i = 0; i < samples.length; i++) {
                    samples[i] = w.sample(i);
                }
                yield new Waveform(named, samples, w.rateHz(), w.unit(), w.quality(), w.deviceTime());
            }
        };
    }
}
