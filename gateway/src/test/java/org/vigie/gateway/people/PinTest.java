package org.vigie.gateway.people;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PinTest {
    /** The same PIN hashed by OpenSSL 3.2+ through Python's cryptography: salt "somesalt", 1 MiB, 2 passes, 1 lane. */
    private static final String FOREIGN =
            "$argon2id$v=19$m=1024,t=2,p=1$c29tZXNhbHQ$wVhOoZ5GFEENzOZ4/K926OOt4U9DqoQMaDeV4axV/SQ";

    @Test
    void aPinIsRecognisedAndAnotherIsNot() {
        String hash = PinHash.of("123456");
        assertTrue(PinHash.matches("123456", hash));
        assertFalse(PinHash.matches("123457", hash));
        assertFalse(hash.contains("123456"));
        assertNotEquals(hash, PinHash.of("123456"), "the salt is fresh each time");
    }

    @Test
    void aHashOfAnotherImplementationIsRead() {
        assertTrue(PinHash.matches("123456", FOREIGN));
    }

    @Test
    void damagedOrExpensiveHashesAreNeverTried() {
        for (String bad : new String[] {
            "",
            "x",
            "$argon2i$v=19$m=64,t=1,p=1$c29tZXNhbHQ$AAAA",
            "$argon2id$v=19$m=9999999,t=2,p=1$c29tZXNhbHQ$AAAA",
            "$argon2id$v=19$m=64,t=999,p=1$c29tZXNhbHQ$AAAA",
            "$argon2id$v=19$m=64,t=0,p=1$c29tZXNhbHQ$AAAA",
        }) {
            assertFalse(PinHash.matches("123456", bad), bad);
        }
    }

    @Test
    void aPinHasSixToTwelveDigits() {
        assertTrue(PinHash.isPin("000000"));
        assertFalse(PinHash.isPin("12345"));
        assertFalse(PinHash.isPin("1234567890123"));
        assertFalse(PinHash.isPin("12345a"));
    }

    @Test
    void guessingIsPutOffForPersonAndDisplayAndThenForgotten() {
        PinGuard guard = new PinGuard();
        for (int i = 0; i < PinGuard.WRONG_IN_A_ROW; i++) {
            assertTrue(guard.mayTry(1, "AB", 0));
            guard.tried(1, "AB", false, 0);
        }
        assertFalse(guard.mayTry(1, "AB", 1));
        assertFalse(guard.mayTry(2, "AB", 1), "the same person at another display");
        assertFalse(guard.mayTry(1, "CD", 1), "another person at the same display");
        assertTrue(guard.mayTry(2, "CD", 1));
        assertTrue(guard.mayTry(1, "AB", PinGuard.WAIT.toNanos()));
        guard.tried(1, "AB", true, PinGuard.WAIT.toNanos());
        assertTrue(guard.mayTry(2, "AB", PinGuard.WAIT.toNanos()));
    }

    @Test
    void aProofEndsWithTheShift() {
        Sessions sessions = new Sessions();
        String token = sessions.open(new Sessions.Session("AB", "hash", 0));
        assertEquals("AB", sessions.find(token, 1).orElseThrow().user());
        assertEquals(Optional.empty(), sessions.find("other", 1));
        assertEquals(Optional.empty(), sessions.find(token, Sessions.VALID.toNanos() + 1));
    }
}
