package org.vigie.gateway.ops;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the gateway that holds a data folder is served, written there for other commands on this box: its port may be
 * any free one, or another than the site file's. A gateway that was killed leaves it behind, so that whoever reads it
 * has to ask whether anybody answers there.
 */
public final class AddressFile {
    /** Name in the data folder. */
    public static final String NAME = "vigie.address";

    private static final Logger LOG = LoggerFactory.getLogger(AddressFile.class);

    private AddressFile() {}

    /** Writes it; a folder that cannot be written is no reason not to start. */
    public static void write(Path data, URI address) {
        try {
            Files.writeString(data.resolve(NAME), address + "\n");
        } catch (IOException notWritable) {
            LOG.warn("event=address-file-not-written reason=\"{}\"", notWritable.toString());
        }
    }

    /** Takes it away again, at the end of the gateway. */
    public static void remove(Path data) {
        try {
            Files.deleteIfExists(data.resolve(NAME));
        } catch (IOException notWritable) {
            LOG.warn("event=address-file-not-removed reason=\"{}\"", notWritable.toString());
        }
    }

    /** The address in a data folder; empty when there is none that can be read. */
    public static Optional<URI> read(Path data) {
        try {
            URI address = URI.create(Files.readString(data.resolve(NAME)).strip());
            return "http".equals(address.getScheme()) && address.getAuthority() != null
                    ? Optional.of(address)
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException none) {
            return Optional.empty();
        }
    }
}
