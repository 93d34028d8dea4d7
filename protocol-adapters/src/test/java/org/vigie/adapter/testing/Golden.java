package org.vigie.adapter.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.vigie.model.testing.SharedData;

/** Messages of testdata/hl7, and ways to send them. */
public final class Golden {
    private Golden() {}

    /** The bytes of testdata/hl7/{@code name}.hl7. */
    public static byte[] message(String name) {
        try {
            return Files.readAllBytes(SharedData.testdata("hl7/" + name + ".hl7"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same as text. */
    public static String text(String name) {
        return new String(message(name), StandardCharsets.UTF_8);
    }

    /** In its frame. */
    public static byte[] framed(byte[] message) {
        return join(bytes("\u000b"), message, bytes("\u001c\r"));
    }

    /** One after the other. */
    public static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** Each character is one byte. */
    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
