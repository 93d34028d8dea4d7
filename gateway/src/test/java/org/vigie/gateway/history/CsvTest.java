package org.vigie.gateway.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CsvTest {
    @Test
    void quotesWhatWouldBreakARowAndDefusesFormulas() {
        String text = new Csv()
                .row("a", "b,c", "d\"e", "f\r\ng")
                .row("=1+1", "@SUM(A1)", "+cmd", "-2+3", "\t=x", "\uFF1D1")
                .row("-5", "+36.7", "", "é ü")
                .toString();
        assertEquals(
                String.join(
                        "\r\n",
                        "\uFEFFa,\"b,c\",\"d\"\"e\",\"f\r\ng\"",
                        "\"'=1+1\",\"'@SUM(A1)\",\"'+cmd\",\"'-2+3\",\"'\t=x\",\"'\uFF1D1\"",
                        "-5,+36.7,,é ü",
                        ""),
                text);
    }
}
