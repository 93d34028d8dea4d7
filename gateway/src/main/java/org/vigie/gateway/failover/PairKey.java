package org.vigie.gateway.failover;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The secret of a pair: a file with 64 hexadecimal digits, the same at both boxes. */
public final class PairKey {
    private static final int BYTES = 32;
    private static final int MOST_BYTES = 4_096;

    private PairKey() {}

    /** A new one, as the text of the file. */
    public static String make() {
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        return HexFormat.of().formatHex(key) + "\n";
    }

    /**
     * Reads the file.
     *
     * @throws IOException when there is none or it is no key; the message names the file and what to do
     */
    public static byte[] read(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
            throw new IOException("no key " + file + ": make one with `vigie pki pair`, the same file for both boxes");
        }
        try {
            byte[] key = HexFormat.of()
                    .parseHex(Files.readString(file, StandardCharsets.US_ASCII).strip());
            if (key.length >= BYTES) {
                return key;
            }
        } catch (IllegalArgumentException noDigits) {
            throw new IOException(file + " is no key of a pair: make one with `vigie pki pair`", noDigits);
        }
        throw new IOException(file + " is too short for a key: make one with `vigie pki pair`");
    }
}
