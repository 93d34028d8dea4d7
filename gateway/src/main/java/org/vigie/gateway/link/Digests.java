package org.vigie.gateway.link;

import java.nio.charset.StandardCharsets;

/** Hashes by which edge and hub find out whether they have the same states. No protection against intent. */
final class Digests {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private Digests() {}

    /** Of a state's payload. */
    static long of(byte[] payload) {
        long hash = FNV_OFFSET;
        for (byte octet : payload) {
            hash = (hash ^ (octet & 0xFF)) * FNV_PRIME;
        }
        return hash;
    }

    /** A state's share of the digest of all, which is the sum of these: the order in which they came is no matter. */
    static long share(String key, long hash) {
        long z = of(key.getBytes(StandardCharsets.UTF_8)) * 31 + hash;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L; // splitmix64 (Steele et al., OOPSLA 2014)
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
