package org.vigie.profiles;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigie.model.unit.Unit;

/**
 * What the codes of Philips monitors stand for. Below F000 they are the IEEE 11073-10101 terms themselves (checked: all
 * 363 physiological codes, 124 events and the units of four open projects agree with {@code mdc.csv} and
 * {@code units.csv}); from F000 on they are the maker's own and stand in {@code nomenclature/philips.csv}, with the
 * labels of its partitions from 8000 on. Immutable, thread-safe. SOURCE: reference/intellivue-protocol.md section 13.
 */
public final class PhilipsNomenclature {
    private static final PhilipsNomenclature STANDARD = new PhilipsNomenclature();
    private static final int METRICS = 2;
    private static final int EVENTS = 3;
    private static final int UNITS = 4;
    private static final int LONGEST_UNIT = 30;

    private final Map<Integer, String> physio = new HashMap<>();
    private final Map<Integer, String> events = new HashMap<>();
    private final Map<Integer, Unit> units = new HashMap<>();
    private final Map<Long, String> labels = new HashMap<>();

    /**
     * What one code stands for.
     *
     * @param refId reference identifier; null for a code of the maker's own
     * @param local the code in the form of a profile, for example {@code 0002-4bb8}
     * @param name the maker's name for it, for example {@code NOM_PULS_PRESS_VAR}; empty when it is in no table
     */
    public record Code(@Nullable String refId, String local, String name) {
        /** The code as it is shown where no reference identifier fits: {@code 0002-f0e3^NOM_PULS_PRESS_VAR}. */
        public String vendorCode() {
            return name.isEmpty() ? local : local + "^" + name;
        }
    }

    private PhilipsNomenclature() {
        try (InputStream in = PhilipsNomenclature.class.getResourceAsStream("nomenclature/philips.csv")) {
            if (in == null) {
                throw new IllegalStateException("nomenclature table missing from the program: philips.csv");
            }
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .skip(1)
                    .forEach(line -> take(line.split(",", 4)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void take(String[] row) {
        long code = Long.parseLong(row[1], 16);
        switch (row[0]) {
            case "physio" -> physio.put((int) code, row[2]);
            case "event" -> events.put((int) code, row[2]);
            case "unit" -> units.put((int) code, row[3].isEmpty() ? annotation(row[2]) : new Unit(row[3]));
            default -> labels.put(code, row[2].substring("NLS_".length()));
        }
    }

    /** The tables that come with Vigie. */
    public static PhilipsNomenclature standard() {
        return STANDARD;
    }

    /** A physiological code, 16 bit: partition SCADA. */
    public Code physio(int code) {
        return code(METRICS, code, physio);
    }

    /** An event code, 16 bit. */
    public Code event(int code) {
        return code(EVENTS, code, events);
    }

    /** Whether an event code is in a table. */
    public boolean knowsEvent(int code) {
        return events.containsKey(code)
                || Nomenclature.standard()
                        .term(Nomenclature.number(EVENTS, code))
                        .isPresent();
    }

    private static Code code(int partition, int code, Map<Integer, String> own) {
        String local = local(partition, code);
        Optional<Nomenclature.Term> term = Nomenclature.standard().term(Nomenclature.number(partition, code));
        return term.map(known ->
                        new Code(known.refId(), local, "NOM" + known.refId().substring("MDC".length())))
                .orElseGet(() -> new Code(null, local, own.getOrDefault(code, "")));
    }

    /** A code in the form of a profile: {@code 0002-4bb8}. */
    public static String local(int partition, int code) {
        return String.format(Locale.ROOT, "%04x-%04x", partition, code);
    }

    /** A unit code, 16 bit. One that is in no table becomes a UCUM annotation. */
    public Unit unit(int code) {
        Unit own = units.get(code);
        return own != null
                ? own
                : Nomenclature.standard()
                        .unit(Nomenclature.number(UNITS, code))
                        .orElseGet(() -> new Unit("{" + local(UNITS, code) + "}"));
    }

    /**
     * A label that is not simply that of its physiological code: its name, as {@code PRESS_NAMES_PULSE_FROM_ABP} or
     * {@code ECG_ELEC_POTL}, or its number. The same whatever language the monitor speaks.
     */
    public String label(long textId) {
        String name = labels.get(textId);
        if (name != null) {
            return name;
        }
        int partition = (int) (textId >> 16 & 0xFFFF);
        int code = (int) (textId & 0xFFFF);
        String measured = partition == METRICS ? physio(code).name() : "";
        return measured.isEmpty() ? local(partition, code) : measured.substring("NOM_".length());
    }

    private static Unit annotation(String name) {
        String word = name.substring("NOM_DIM_".length());
        return new Unit("{" + (word.length() > LONGEST_UNIT ? word.substring(0, LONGEST_UNIT) : word) + "}");
    }
}
