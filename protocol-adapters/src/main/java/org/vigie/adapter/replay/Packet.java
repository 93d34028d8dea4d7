package org.vigie.adapter.replay;

import org.vigie.adapter.intellivue.codec.Octets;

/**
 * One packet of a capture file.
 *
 * @param offset of its first byte in the file
 * @param linkType what it begins with, see {@link DatagramReader}
 * @param bytes as captured
 * @param lengthOnWire more than {@code bytes} when the capture cut it
 */
record Packet(long offset, int linkType, Octets bytes, long lengthOnWire) {}
