package org.vigie.gateway.pki;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NavigableSet;
import java.util.regex.Pattern;

/** What the broker on a hub box needs: key, certificates, configuration and access rules of Mosquitto. */
public final class HubFiles {
    private static final Pattern BOX = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,31}");

    private HubFiles() {}

    /** Whether a name may stand in a certificate and, as it is, in a topic. */
    public static boolean isBox(String name) {
        return BOX.matcher(name).matches();
    }

    /**
     * One hub box.
     *
     * @param name of the hub, {@link #isBox}
     * @param listen numeric address that the broker listens on
     * @param port 1 to 65535
     * @param names names and numeric addresses under which edges reach it
     * @param home folder in which the files will lie on the hub, absolute
     */
    public record Hub(String name, String listen, int port, NavigableSet<String> names, Path home) {}

    /**
     * Writes {@code ca.crt}, {@code broker.crt}, {@code broker.key}, {@code mosquitto.conf} and {@code acl} into a
     * folder. Key and certificate are new each time; whoever knows the site trusts them.
     *
     * @param folder made when it is not there
     * @throws IOException when it cannot be written
     */
    public static void write(SiteCa ca, Hub hub, Path folder) throws IOException {
        Files.createDirectories(folder);
        Issued broker = ca.broker(hub.name(), hub.names());
        Files.writeString(folder.resolve("ca.crt"), broker.pemAuthority());
        Files.writeString(folder.resolve("broker.crt"), broker.pemCertificate());
        Path key = folder.resolve("broker.key");
        Files.deleteIfExists(key);
        Files.createFile(key);
        SiteCa.ownerOnly(key, "rw-------");
        Files.writeString(key, broker.pemKey());
        Files.writeString(folder.resolve("mosquitto.conf"), text("mosquitto.conf", hub));
        Path acl = folder.resolve("acl");
        Files.writeString(acl, text("acl", hub));
        SiteCa.ownerOnly(acl, "rw-------");
    }

    private static String text(String name, Hub hub) throws IOException {
        try (InputStream in = HubFiles.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("the program lacks its " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("@HUB@", hub.name())
                    .replace("@LISTEN@", hub.listen())
                    .replace("@PORT@", Integer.toString(hub.port()))
                    .replace("@FOLDER@", hub.home().toString());
        }
    }
}
