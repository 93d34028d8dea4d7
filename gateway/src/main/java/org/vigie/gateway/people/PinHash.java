package org.vigie.gateway.people;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id of a PIN as a PHC string, so that the cost can rise and old hashes still be checked. 19 MiB, 2 passes, 1
 * lane: about 70 ms on a quiet machine, 0.5 s on a busy one; never on an event loop. SOURCE: OWASP Password Storage
 * Cheat Sheet; RFC 9106; docs/adr/0070. Thread-safe.
 */
public final class PinHash {
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    /** What a hash out of a journal may cost at most, so that a damaged one cannot exhaust the memory. */
    private static final int MOST_KIB = 256 * 1024;

    private static final int MOST_PASSES = 10;
    private static final Pattern PHC = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})\\$([A-Za-z0-9+/]{1,64})\\$([A-Za-z0-9+/]{1,128})");
    private static final Pattern PIN = Pattern.compile("[0-9]{6,12}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private PinHash() {}

    /** True for 6 to 12 digits. SOURCE: reference/security.md 6. */
    public static boolean isPin(String pin) {
        return PIN.matcher(pin).matches();
    }

    /** A hash with a fresh salt. */
    public static String of(String pin) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        byte[] hash = argon2id(pin, salt, new Cost(MEMORY_KIB, PASSES, LANES), HASH_BYTES);
        Base64.Encoder encoder = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + PASSES + ",p=" + LANES + "$" + encoder.encodeToString(salt)
                + "$" + encoder.encodeToString(hash);
    }

    /** True when the PIN is the one that was hashed; false for a hash that is none of ours. */
    public static boolean matches(String pin, String phc) {
        Matcher parts = PHC.matcher(phc);
        if (!parts.matches() || !isPin(pin)) {
            return false;
        }
        Cost cost = new Cost(
                Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(3)));
        if (cost.kib() > MOST_KIB || cost.passes() > MOST_PASSES || cost.passes() < 1 || cost.lanes() < 1) {
            return false;
        }
        try {
            byte[] salt = Base64.getDecoder().decode(parts.group(4));
            byte[] hash = Base64.getDecoder().decode(parts.group(5));
            return constantTimeEquals(hash, argon2id(pin, salt, cost, hash.length));
        } catch (IllegalArgumentException damaged) {
            return false;
        }
    }

    private record Cost(int kib, int passes, int lanes) {}

    private static byte[] argon2id(String pin, byte[] salt, Cost cost, int bytes) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(cost.kib())
                .withIterations(cost.passes())
                .withParallelism(cost.lanes())
                .withSalt(salt)
                .build());
        byte[] secret = pin.getBytes(StandardCharsets.UTF_8);
        byte[] hash = new byte[bytes];
        generator.generateBytes(secret, hash);
        Arrays.fill(secret, (byte) 0);
        return hash;
    }

    private static boolean constantTimeEquals(byte[] one, byte[] other) {
        return MessageDigest.isEqual(one, other);
    }
}
