package org.vigie.gateway.roles;

import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.gateway.link.PacketCodec;

/** Says, once for each box, that it speaks another version of the link and is not understood. One thread. */
final class OtherVersion {
    private static final Logger LOG = LoggerFactory.getLogger(OtherVersion.class);
    private static final int MOST = 256;

    private final Set<String> said = new HashSet<>();

    /** Bytes of this box were no packet of this version. */
    void unread(String box, byte[] payload) {
        PacketCodec.otherVersion(payload).ifPresent(version -> {
            if (said.size() < MOST && said.add(box + '/' + version)) {
                LOG.error(
                        "event=link-version box={} version={} action=\"refused: install the same version of Vigie there and here\"",
                        box,
                        version);
            }
        });
    }
}
