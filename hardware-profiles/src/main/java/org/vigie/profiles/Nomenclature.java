package org.vigie.profiles;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vigie.model.unit.Unit;

/**
 * The IEEE 11073-10101 codes and the UCUM units that Vigie knows by name. A code is partition x 65536 + term: partition
 * 1 objects and attributes, 2 metrics, 3 events, 4 units. The tables are facts gathered from messages and from the IHE
 * PCD Technical Framework ({@code nomenclature/mdc.csv}, {@code nomenclature/units.csv}); a code that is missing from
 * them is still a code. Immutable, thread-safe.
 */
public final class Nomenclature {
    private static final Nomenclature STANDARD = new Nomenclature();
    private static final int TERMS_PER_PARTITION = 65_536;
    private static final int PREFIXES_PER_UNIT = 32;

    private final Map<Integer, Term> byNumber = new HashMap<>();
    private final Map<String, Term> byName = new HashMap<>();
    private final Map<String, Unit> unitByName = new HashMap<>();
    private final Map<Integer, Unit> unitByNumber = new HashMap<>();
    private final Map<String, Unit> unitBySpelling = new HashMap<>();
    private final Map<String, Unit> unitByUcum = new HashMap<>();
    private final Map<String, String> dimensionOf = new HashMap<>();
    private final Map<String, UnitCode> codeOfUnit = new HashMap<>();

    /** What a code stands for. */
    public enum Kind {
        METRIC,
        WAVE,
        ENUM,
        DEVICE,
        ATTRIBUTE,
        EVENT,
        GROUP
    }

    /**
     * One code.
     *
     * @param number partition x 65536 + term
     * @param refId reference identifier
     * @param kind what it stands for
     * @param dimensions kinds of quantity its unit may have, such as {@code pressure}; empty when not restricted
     */
    public record Term(int number, String refId, Kind kind, Set<String> dimensions) {
        public Term {
            dimensions = Set.copyOf(dimensions);
        }
    }

    /**
     * The IEEE 11073 code of a unit.
     *
     * @param number 4 x 65536 + term
     * @param refId reference identifier
     */
    public record UnitCode(int number, String refId) {}

    private Nomenclature() {
        for (String[] row : rows("mdc.csv", 4)) {
            Set<String> dimensions = row[3].isEmpty() ? Set.of() : Set.copyOf(Arrays.asList(row[3].split("\\|")));
            int number = Integer.parseInt(row[0]);
            Term term = new Term(number, row[1], Kind.valueOf(row[2].toUpperCase(Locale.ROOT)), dimensions);
            byNumber.putIfAbsent(number, term);
            byName.put(name(row[1]), term);
        }
        for (String[] row : rows("units.csv", 4)) {
            Unit unit = new Unit(row[0]);
            unitByUcum.put(row[0], unit);
            dimensionOf.put(row[0], row[1]);
            for (String code : words(row[2])) {
                int caret = code.indexOf('^');
                unitByNumber.put(Integer.parseInt(code.substring(0, caret)), unit);
                unitByName.put(code.substring(caret + 1), unit);
                codeOfUnit.putIfAbsent(
                        row[0], new UnitCode(Integer.parseInt(code.substring(0, caret)), code.substring(caret + 1)));
            }
            for (String spelling : words(row[3])) {
                unitBySpelling.put(spelling, unit);
            }
        }
    }

    /** The tables that come with Vigie. */
    public static Nomenclature standard() {
        return STANDARD;
    }

    /** The term of a number (its preferred name). */
    public Optional<Term> term(int number) {
        return Optional.ofNullable(byNumber.get(number));
    }

    /** The term of a reference identifier; blanks around it, case and the prefix MDCX_ do not matter. */
    public Optional<Term> term(String refId) {
        return Optional.ofNullable(named(refId));
    }

    /**
     * A reference identifier in the one form used inside Vigie: no blanks around it, {@code MDC_} for {@code MDCX_}
     * where the name is a known one. Names such as {@code MDC_ECG_TIME_PD_QTc} keep their case.
     */
    public String canonical(String refId) {
        String trimmed = refId.strip();
        Term known = named(trimmed);
        return known == null ? trimmed : known.refId();
    }

    /** True when the text looks like a reference identifier. */
    public static boolean looksLikeRefId(String text) {
        String name = text.strip();
        return name.length() > 5
                && (name.regionMatches(true, 0, "MDC_", 0, 4) || name.regionMatches(true, 0, "MDCX_", 0, 5));
    }

    /** The number of a term in a partition: {@code 2, 0x4182} gives 147842. */
    public static int number(int partition, int term) {
        return partition * TERMS_PER_PARTITION + term;
    }

    /** The kind of quantity of a unit, such as {@code pressure}; empty when not known. */
    public String dimension(Unit unit) {
        return Objects.requireNonNullElse(dimensionOf.get(unit.ucum()), "");
    }

    /** True when a value of this code may have this unit, as far as the tables know both. */
    public boolean fits(Term term, Unit unit) {
        String dimension = dimension(unit);
        return term.dimensions().isEmpty() || term.dimensions().contains(dimension);
    }

    /** True when the UCUM code is one of the table. */
    public boolean knowsUnit(String ucum) {
        return unitByUcum.containsKey(ucum);
    }

    /** The unit of an MDC unit number; prefixes (milli, kilo) are the low five bits of the term. */
    public Optional<Unit> unit(int number) {
        Unit exact = unitByNumber.get(number);
        if (exact != null || number / TERMS_PER_PARTITION != 4) {
            return Optional.ofNullable(exact);
        }
        int prefix = number % PREFIXES_PER_UNIT;
        Unit base = unitByNumber.get(number - prefix);
        String letter = prefixLetter(prefix);
        if (base == null || letter == null || !base.ucum().matches("[A-Za-z]{1,3}(/.*)?")) {
            return Optional.empty();
        }
        return Optional.of(new Unit(letter + base.ucum()));
    }

    /** The code of a unit, the most general where several stand for it; empty when no table has one. */
    public Optional<UnitCode> code(Unit unit) {
        return Optional.ofNullable(codeOfUnit.get(unit.ucum()));
    }

    /** The unit of a name such as {@code MDC_DIM_MMHG}. */
    public Optional<Unit> unitOfRefId(String refId) {
        return looksLikeRefId(refId) ? Optional.ofNullable(unitByName.get(name(refId))) : Optional.empty();
    }

    /**
     * The unit that a text means: a vendor's spelling ({@code bpm}, {@code mmHg}, {@code °C}) or UCUM with annotations
     * ({@code {beat}/min}). Empty when the text is not known.
     */
    public Optional<Unit> unitOfText(String text) {
        String key = spelling(text);
        if (key.isEmpty()) {
            return Optional.empty();
        }
        Unit spelled = unitBySpelling.get(key);
        if (spelled != null) {
            return Optional.of(spelled);
        }
        Unit exact = unitByUcum.get(text.strip());
        if (exact != null) {
            return Optional.of(exact);
        }
        return Optional.ofNullable(unitBySpelling.get(spelling(withoutAnnotations(text))));
    }

    /**
     * The unit of a text that is declared to be UCUM: canonical where the table knows it, else as it stands without
     * annotations.
     */
    public Unit unitOfUcum(String text) {
        String plain = text.strip();
        Unit exact = unitByUcum.get(plain);
        if (exact != null) {
            return exact;
        }
        String bare = withoutAnnotations(plain);
        Unit known = unitByUcum.get(bare);
        if (known != null) {
            return known;
        }
        Optional<Unit> spelled = unitOfText(plain);
        if (spelled.isPresent()) {
            return spelled.get();
        }
        if (bare.isBlank()) {
            return Unit.NONE;
        }
        return new Unit(bare.length() > 32 ? bare.substring(0, 32) : bare);
    }

    private @Nullable Term named(String refId) {
        Term exact = byName.get(refId);
        return exact == null ? byName.get(name(refId)) : exact;
    }

    private static String withoutAnnotations(String text) {
        return text.replaceAll("\\{[^}]*\\}", "").strip();
    }

    private static String spelling(String text) {
        StringBuilder key = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isWhitespace(c)) {
                key.append(Character.toLowerCase(c));
            }
        }
        return key.toString();
    }

    private static String name(String refId) {
        String name = refId.strip().toUpperCase(Locale.ROOT);
        return name.startsWith("MDCX_") ? "MDC_" + name.substring(5) : name;
    }

    private static @Nullable String prefixLetter(int prefix) {
        return switch (prefix) {
            case 1 -> "da";
            case 2 -> "h";
            case 3 -> "k";
            case 4 -> "M";
            case 16 -> "d";
            case 17 -> "c";
            case 18 -> "m";
            case 19 -> "u";
            case 20 -> "n";
            case 21 -> "p";
            default -> null;
        };
    }

    private static String[] words(String cell) {
        return cell.isEmpty() ? new String[0] : cell.split(" ", -1);
    }

    private static List<String[]> rows(String table, int columns) {
        try (InputStream in = Nomenclature.class.getResourceAsStream("nomenclature/" + table)) {
            if (in == null) {
                throw new IllegalStateException("nomenclature table missing from the program: " + table);
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            return reader.lines()
                    .skip(1)
                    .filter(line -> !line.isBlank())
                    .map(line -> line.split(",", columns))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
