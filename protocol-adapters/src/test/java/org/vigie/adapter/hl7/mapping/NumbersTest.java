package org.vigie.adapter.hl7.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class NumbersTest {
    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)");

    @Test
    void readsWhatHasDigitsAndAtMostOnePoint() {
        Random chance = new Random(104);
        String letters = "0159+-.eE x٣";
        int numbers = 0;
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = chance.nextInt(6); n > 0; n--) {
                text.append(letters.charAt(chance.nextInt(letters.length())));
            }
            String sent = text.toString();
            boolean isNumber = NUMBER.matcher(sent.strip()).matches();
            BigDecimal expected = isNumber ? new BigDecimal(sent.strip()) : null;
            numbers += isNumber ? 1 : 0;
            assertEquals(expected, Numbers.parse(sent), sent);
        }
        assertTrue(numbers > 1_000, "numbers " + numbers);
    }

    @Test
    void takesADecimalCommaAndKeepsTrailingZeros() {
        assertEquals(new BigDecimal("36.50"), Numbers.parse("36,50"));
        assertNull(Numbers.parse("1,234"));
        assertNull(Numbers.parse(",5"));
    }

    @Test
    void tellsABoundFromANumber() {
        assertTrue(Numbers.isBound("<5"));
        assertTrue(Numbers.isBound(" >= 300 "));
        assertFalse(Numbers.isBound("5"));
        assertFalse(Numbers.isBound("<x"));
        assertFalse(Numbers.isBound(""));
    }
}
