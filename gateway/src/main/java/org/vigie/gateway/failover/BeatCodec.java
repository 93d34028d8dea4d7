package org.vigie.gateway.failover;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Beats as bytes, signed with the key of the pair (HMAC-SHA256): who has no key can neither hold a box back nor make it
 * give up. One thread.
 */
public final class BeatCodec {
    private static final int MAGIC = 0x56_47_42_31;
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SIGNATURE = 32;

    private final Mac mac;

    /** @param key secret of the pair */
    public BeatCodec(byte[] key) {
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** Signed. */
    public byte[] encode(Beat beat) {
        byte[] words = words(beat);
        byte[] all = Arrays.copyOf(words, words.length + SIGNATURE);
        System.arraycopy(mac.doFinal(words), 0, all, words.length, SIGNATURE);
        return all;
    }

    /** Empty when the signature is not of this pair, or the bytes are no beat. */
    Optional<Beat> decode(byte[] bytes) {
        int length = bytes.length - SIGNATURE;
        if (length < 0) {
            return Optional.empty();
        }
        byte[] words = Arrays.copyOf(bytes, length);
        boolean good = MessageDigest.isEqual(mac.doFinal(words), Arrays.copyOfRange(bytes, length, bytes.length));
        return good ? unchecked(bytes) : Optional.empty();
    }

    /** What a beat says, for a hub: its broker has seen to it that only this box could write it there. */
    public static Optional<Beat> unchecked(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readInt() != MAGIC) {
                return Optional.empty();
            }
            String pair = in.readUTF();
            String box = in.readUTF();
            String partner = in.readUTF();
            long start = in.readLong();
            long seq = in.readLong();
            Optional<LeaseRole> role = LeaseRole.of(in.readUTF());
            long epoch = in.readLong();
            boolean sees = in.readBoolean();
            return in.available() == SIGNATURE
                    ? role.map(known -> new Beat(pair, box, partner, start, seq, known, epoch, sees))
                    : Optional.empty();
        } catch (IOException notABeat) {
            return Optional.empty();
        }
    }

    private static byte[] words(Beat beat) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(96);
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeInt(MAGIC);
            out.writeUTF(beat.pair());
            out.writeUTF(beat.box());
            out.writeUTF(beat.partner());
            out.writeLong(beat.start());
            out.writeLong(beat.seq());
            out.writeUTF(beat.role().word());
            out.writeLong(beat.epoch());
            out.writeBoolean(beat.sees());
            return bytes.toByteArray();
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
    }
}
