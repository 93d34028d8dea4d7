package org.vigie.gateway.prove.thin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.vigie.gateway.Main;
import org.vigie.gateway.pki.HubFiles;
import org.vigie.gateway.pki.SiteCa;
import org.vigie.gateway.prove.JavaCommand;
import org.vigie.gateway.prove.Mosquitto;

/**
 * Boxes of a site and the Mosquitto of its hub as processes, as a hospital would run them: with the configuration and
 * the certificates of {@code vigie pki}. One thread.
 */
public final class Installation implements AutoCloseable {
    private static final long START_S = 120;
    private static final int STARTS = 3;
    private static final String READY = "Vigie ready: ";
    private static final List<String> OPTIONS = List.of("-Xms96m", "-Xmn48m", "-XX:MaxTenuringThreshold=2", "-Xmx512m");

    private final Path folder;
    private final SiteCa ca;
    private final List<Child> children = new ArrayList<>();

    /**
     * Nothing runs yet.
     *
     * @param folder for all their files
     * @param site its name, for the certificates
     */
    public Installation(Path folder, String site) throws IOException {
        this.folder = folder;
        this.ca = SiteCa.open(folder, site);
    }

    /** Starts the Mosquitto of a hub at this address, for the boxes of the site. */
    public Child broker(String hub, String address, int port) throws IOException {
        Path home = folder.resolve("mosquitto");
        HubFiles.write(ca, new HubFiles.Hub(hub, address, port, new TreeSet<>(List.of(address)), home), home);
        return process("broker", List.of(mosquitto(), "-c", brokerFile(home).toString()));
    }

    private static String mosquitto() {
        return Mosquitto.program().map(Path::toString).orElse("mosquitto");
    }

    /** Started by root it would become user mosquitto, who may not read a folder of root's. */
    private static Path brokerFile(Path home) throws IOException {
        Path file = home.resolve("rig.conf");
        Files.writeString(file, Files.readString(home.resolve("mosquitto.conf")) + "user root\n");
        return file;
    }

    /** Where the files of a box are; its identity is {@code id.p12} there. */
    public Path home(String box) throws IOException {
        return Files.createDirectories(folder.resolve(box));
    }

    /**
     * Writes the files of a box, starts it and waits until it is ready.
     *
     * @param where what stands before its command, to run it in a namespace
     * @param site its site file
     */
    public Child box(String name, List<String> where, String site) throws IOException, InterruptedException {
        Path own = home(name);
        ca.client(name).write(own.resolve("id.p12"));
        Files.writeString(own.resolve("site.yaml"), site, StandardCharsets.UTF_8);
        return again(name, where);
    }

    /**
     * Starts a box that has its files; on a busy machine its page may not come up in time, then again, as a service
     * would.
     */
    public Child again(String name, List<String> where) throws IOException, InterruptedException {
        Path own = home(name);
        List<String> command = new ArrayList<>(where);
        command.addAll(JavaCommand.of(own, OPTIONS));
        command.addAll(List.of(
                Main.class.getName(),
                "run",
                "--config",
                own.resolve("site.yaml").toString()));
        for (int attempt = 1; ; attempt++) {
            Child child = new Child(name, command, folder);
            try {
                child.await(READY, START_S);
                children.add(child);
                return child;
            } catch (IOException slow) {
                child.close();
                if (attempt == STARTS) {
                    throw slow;
                }
            }
        }
    }

    /**
     * Starts this program with other arguments.
     *
     * @param home its home folder
     */
    public Child program(String name, Path home, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(JavaCommand.of(home, OPTIONS));
        command.add(Main.class.getName());
        command.addAll(arguments);
        return process(name, command);
    }

    /** Starts anything else that belongs to it. */
    public Child process(String name, List<String> command) throws IOException {
        Child child = new Child(name, command, folder);
        children.add(child);
        return child;
    }

    /** Ends one of them on purpose: at once, as {@code kill -9}. */
    public void kill(Child child) {
        children.remove(child);
        child.close();
    }

    /** One of them is ended by whoever has it; {@link #check} no longer looks at it. */
    public void release(Child child) {
        children.remove(child);
    }

    /** Fails when one of them has ended. */
    public void check() throws IOException {
        for (Child child : children) {
            if (!child.isAlive()) {
                throw new IOException("has ended, " + child.lastWords());
            }
        }
    }

    /** Last words of all, for whoever has to find out why. */
    public String lastWords() throws IOException {
        StringBuilder words = new StringBuilder();
        for (Child child : children) {
            words.append(child.lastWords()).append('\n');
        }
        return words.toString();
    }

    @Override
    public void close() {
        children.reversed().forEach(Child::close);
    }
}
