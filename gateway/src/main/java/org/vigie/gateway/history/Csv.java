package org.vigie.gateway.history;

import java.util.regex.Pattern;

/**
 * Rows of a CSV file. SOURCE: RFC 4180; OWASP "CSV Injection": a cell that a spreadsheet would take for a formula gets
 * an apostrophe in front. Numbers stay numbers.
 */
public final class Csv {
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,15}(\\.\\d{1,15})?");
    private static final String FORMULA = "=+-@\t\r\n";

    private final StringBuilder text = new StringBuilder(4_096).append(BYTE_ORDER_MARK);

    /** A file without rows. */
    public Csv() {}

    /** Appends a row. */
    public Csv row(String... cells) {
        for (int i = 0; i < cells.length; i++) {
            if (i > 0) {
                text.append(',');
            }
            cell(cells[i]);
        }
        text.append("\r\n");
        return this;
    }

    private void cell(String cell) {
        boolean formula = !cell.isEmpty()
                && (FORMULA.indexOf(cell.charAt(0)) >= 0 || isWide(cell.charAt(0)))
                && !NUMBER.matcher(cell).matches();
        String safe = formula ? "'" + cell : cell;
        boolean quoted = formula || safe.chars().anyMatch(c -> c == '"' || c == ',' || c == ';' || c < ' ');
        if (quoted) {
            text.append('"').append(safe.replace("\"", "\"\"")).append('"');
        } else {
            text.append(safe);
        }
    }

    /** Full-width forms of = + - @, which spreadsheets of East Asian languages read alike. */
    private static boolean isWide(char first) {
        return first == '\uFF1D' || first == '\uFF0B' || first == '\uFF0D' || first == '\uFF20';
    }

    /** Hands over what was written since the last call, for files that are longer than memory. */
    public String take() {
        String written = text.toString();
        text.setLength(0);
        return written;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
