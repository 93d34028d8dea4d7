package org.vigie.gateway.recovery.cli;

import java.io.BufferedWriter;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A ZIP file whose last part lists the SHA-256 of the others, as {@code sha256sum -c} reads it. One thread. */
final class TransferBundle implements AutoCloseable {
    private final ZipOutputStream zip;
    private final Map<String, String> sums = new LinkedHashMap<>();

    /** Writes one part; need not close the stream. */
    interface Part {
        void write(OutputStream out) throws IOException;
    }

    /** Writes one part of text. */
    interface Text {
        void write(Writer out) throws IOException;
    }

    TransferBundle(OutputStream out) {
        zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    }

    void add(String name, Part part) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        MessageDigest digest = sha256();
        try (DigestOutputStream counted = new DigestOutputStream(new Unclosed(zip), digest)) {
            part.write(counted);
        }
        zip.closeEntry();
        sums.put(name, HexFormat.of().formatHex(digest.digest()));
    }

    void addText(String name, Text text) throws IOException {
        add(name, out -> {
            Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            text.write(writer);
        });
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** The stream of the file goes on when a part has ended. */
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            out.write(bytes, from, count);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }

    /** Writes the list of sums and ends the file. */
    @Override
    public void close() throws IOException {
        zip.putNextEntry(new ZipEntry("SHA256SUMS"));
        StringBuilder list = new StringBuilder();
        sums.forEach((name, sum) -> list.append(sum).append("  ").append(name).append('\n'));
        zip.write(list.toString().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
        zip.finish();
        zip.flush();
    }
}
