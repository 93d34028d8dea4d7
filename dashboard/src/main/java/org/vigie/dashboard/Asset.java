package org.vigie.dashboard;

/** One file of the central station as it goes over the wire. Immutable. */
public final class Asset {
    private final byte[] bytes;
    private final String contentType;
    private final String etag;

    Asset(byte[] bytes, String contentType, String etag) {
        this.bytes = bytes.clone();
        this.contentType = contentType;
        this.etag = etag;
    }

    /** The whole file; a copy, so take it once at start. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Value of {@code Content-Type}, with the character set for text. */
    public String contentType() {
        return contentType;
    }

    /** Strong entity tag with its quotes: a hash of the bytes, the same for the same build. */
    public String etag() {
        return etag;
    }
}
