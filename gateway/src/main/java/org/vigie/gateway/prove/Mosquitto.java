package org.vigie.gateway.prove;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The broker that proofs start as processes of their own. */
public final class Mosquitto {
    /** What a person does where there is none. */
    public static final String REMEDY = "no mosquitto here; on Debian: apt-get install mosquitto";

    private Mosquitto() {}

    /** Its program; empty when this machine has none. */
    public static Optional<Path> program() {
        return Stream.of("/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto", "/usr/bin/mosquitto")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }
}
