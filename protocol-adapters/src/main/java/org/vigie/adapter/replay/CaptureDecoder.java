package org.vigie.adapter.replay;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.vigie.adapter.hl7.CatalogMatch;
import org.vigie.adapter.hl7.Hl7Decoder;
import org.vigie.adapter.hl7.codec.Framed;
import org.vigie.adapter.hl7.codec.MessageSplitter;
import org.vigie.adapter.hl7.codec.MessageSplitter.Piece;
import org.vigie.adapter.hl7.codec.ScanResult;
import org.vigie.adapter.hl7.codec.StructureScan;
import org.vigie.adapter.hl7.mapping.Accounted;
import org.vigie.model.report.AlarmPhase;
import org.vigie.model.report.AlarmReport;
import org.vigie.model.report.AlarmSnapshot;
import org.vigie.model.report.DeviceReport;
import org.vigie.model.report.Problem;
import org.vigie.model.report.Report;
import org.vigie.model.report.SnapshotDifference;
import org.vigie.profiles.DeviceProfile;
import org.vigie.profiles.ProfileCatalog;

/**
 * Decodes a captured feed with the code that reads live feeds: framer, structure scan, parser, mapping. What the live
 * path sets aside (a damaged frame, a message that the scan refuses) gives a problem line, and as far as it can still
 * be read its values too, marked as questionable. One instance per file; not thread-safe.
 */
public final class CaptureDecoder {
    private final Function<ScanResult.Scanned, DeviceProfile> profiles;
    private final Map<String, Hl7Decoder> decoders = new HashMap<>();
    private final Map<String, List<AlarmReport>> open = new HashMap<>();

    private CaptureDecoder(Function<ScanResult.Scanned, DeviceProfile> profiles) {
        this.profiles = profiles;
    }

    /** Reads every message by one profile. */
    public static CaptureDecoder with(DeviceProfile profile) {
        return new CaptureDecoder(scanned -> profile);
    }

    /** Reads each message by the profile that the catalogue proposes for its sender. */
    public static CaptureDecoder matching(ProfileCatalog catalog) {
        return new CaptureDecoder(scanned -> catalog.match(CatalogMatch.fingerprint(scanned)));
    }

    /**
     * Decodes a file.
     *
     * @param content bare HL7 with one or many messages, MLLP bytes, or {@code .chunks} text
     * @param out gets the lines in order
     * @return true when the file holds HL7, readable or not; false when there is nothing of the kind in it
     */
    public boolean decode(byte[] content, Consumer<Line> out) {
        boolean hl7 = false;
        int number = 0;
        for (Piece piece : MessageSplitter.split(content)) {
            switch (piece) {
                case Piece.Message message -> {
                    number++;
                    hl7 = true;
                    message(number, message.offset(), message.bytes(), out);
                }
                case Piece.Rest rest -> {
                    boolean isMessage = startsWithMsh(rest.bytes());
                    number += isMessage ? 1 : 0;
                    hl7 |= isMessage || startsWithSegment(rest.bytes());
                    rest(isMessage ? number : 0, rest, out);
                }
            }
        }
        return hl7;
    }

    private void message(int number, long offset, byte[] bytes, Consumer<Line> out) {
        switch (StructureScan.scan(bytes)) {
            case ScanResult.Scanned scanned -> lines(number, offset, scanned, UnaryReport.AS_IT_IS, out);
            case ScanResult.Refused refused -> {
                long at = offset < 0 ? refused.offset() : offset + refused.offset();
                problem(number, at, refused.reason(), refused.text() + lost(bytes), out);
                salvage(number, offset, Salvage.readable(bytes, refused.offset()), out);
            }
        }
    }

    private void rest(int number, Piece.Rest rest, Consumer<Line> out) {
        problem(
                number,
                rest.offset(),
                rest.reason(),
                "set aside: " + rest.bytes().length + " bytes" + lost(rest.bytes()),
                out);
        boolean sentAgain = rest.reason().equals(Framed.Damage.RESTARTED.word());
        if (number > 0 && !sentAgain) {
            salvage(number, rest.offset(), Salvage.readable(rest.bytes(), rest.bytes().length), out);
        }
    }

    private void salvage(int number, long offset, byte[] readable, Consumer<Line> out) {
        for (Piece piece : MessageSplitter.split(readable)) { // two messages in one frame, or a batch
            if (piece instanceof Piece.Message(long at, byte[] bytes)
                    && StructureScan.scan(bytes) instanceof ScanResult.Scanned scanned) {
                lines(number, offset < 0 ? offset : offset + at, scanned, Salvage::questionable, out);
            }
        }
    }

    private interface UnaryReport extends Function<Report, Report> {
        UnaryReport AS_IT_IS = report -> report;
    }

    private void lines(
            int number, long offset, ScanResult.Scanned scanned, Function<Report, Report> mark, Consumer<Line> out) {
        DeviceProfile profile = profiles.apply(scanned);
        Hl7Decoder decoder = decoders.computeIfAbsent(profile.id(), id -> new Hl7Decoder(profile));
        for (Accounted accounted : decoder.account(scanned.bytes())) {
            switch (mark.apply(accounted.report())) {
                case AlarmSnapshot list -> list(number, accounted.rows(), list, out);
                case Problem problem -> {
                    boolean placed = problem.offset() >= 0 && offset >= 0;
                    out.accept(new Line(
                            number,
                            accounted.rows(),
                            new Problem(
                                    problem.bed(),
                                    problem.device(),
                                    placed ? offset + problem.offset() : problem.offset(),
                                    problem.reason(),
                                    problem.text())));
                }
                case Report other -> out.accept(new Line(number, accounted.rows(), other));
            }
        }
    }

    /** A complete list becomes what changed since the last list of its bed and scope. */
    private void list(int number, List<Integer> rows, AlarmSnapshot list, Consumer<Line> out) {
        String key =
                list.scope() + "\n" + Objects.toString(list.bed(), "") + "\n" + Objects.toString(list.device(), "");
        List<AlarmReport> before = open.getOrDefault(key, List.of());
        if (list.alarms().isEmpty() && before.isEmpty() && !list.scope().equals("MDIL-ALERT")) {
            String clear = "all clear: no " + list.scope() + " alarm is on";
            out.accept(new Line(number, rows, new DeviceReport(list.bed(), list.device(), list.scope(), null, clear)));
        }
        List<AlarmReport> now = new ArrayList<>();
        int row = 0;
        for (AlarmReport change : SnapshotDifference.between(before, list)) {
            if (change.phase() == AlarmPhase.END) {
                out.accept(new Line(number, List.of(), change));
            } else {
                List<Integer> from = row < rows.size() ? List.of(rows.get(row)) : List.of();
                row++;
                now.add(change);
                out.accept(new Line(number, from, change));
            }
        }
        open.put(key, now);
    }

    private static void problem(int number, long offset, String reason, String text, Consumer<Line> out) {
        out.accept(new Line(number, List.of(), new Problem(null, null, offset, reason, text)));
    }

    private static String lost(byte[] bytes) {
        int rows = 0;
        for (int i = 0; i + 3 < bytes.length; i++) {
            boolean start = i == 0 || bytes[i - 1] == '\r' || bytes[i - 1] == '\n';
            rows += start && bytes[i] == 'O' && bytes[i + 1] == 'B' && bytes[i + 2] == 'X' ? 1 : 0;
        }
        return rows == 0 ? "" : "; it has " + rows + " OBX";
    }

    private static boolean startsWithMsh(byte[] bytes) {
        return bytes.length >= 3 && bytes[0] == 'M' && bytes[1] == 'S' && bytes[2] == 'H';
    }

    /** Three capitals or digits and a bar: a segment, although no message. */
    private static boolean startsWithSegment(byte[] bytes) {
        return bytes.length > 3
                && bytes[3] == '|'
                && new String(Arrays.copyOf(bytes, 3), StandardCharsets.ISO_8859_1).matches("[A-Z][A-Z0-9]{2}");
    }
}
