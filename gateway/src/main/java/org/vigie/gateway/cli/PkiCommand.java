package org.vigie.gateway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.GatewayProgram;
import org.vigie.gateway.config.Addresses;
import org.vigie.gateway.config.GatewayConfig;
import org.vigie.gateway.failover.PairKey;
import org.vigie.gateway.pki.ArtemisFiles;
import org.vigie.gateway.pki.HubFiles;
import org.vigie.gateway.pki.LocalNames;
import org.vigie.gateway.pki.SiteCa;
import org.vigie.model.program.Subcommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vigie pki}: certificates of the boxes of a site, made on the one box that has its authority. */
@Command(
        name = "pki",
        mixinStandardHelpOptions = true,
        description = "Certificates and keys of the boxes of a site: show, box, hub, artemis, pair.",
        footer = "Run it on the one box that has the site's authority (tls/ca.p12 in its data folder).")
public final class PkiCommand implements Subcommand {
    private static final String LOOPBACK = "127.0.0.1";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "say what: show, box, hub, artemis or pair");
    }

    /** Where the authority is. */
    static final class Authority {
        @Option(
                names = "--config",
                paramLabel = "FILE",
                defaultValue = "site.yaml",
                description = "site file of this box (${DEFAULT-VALUE})")
        private Path config = Path.of("site.yaml");

        SiteCa open() throws IOException {
            GatewayConfig site = GatewayProgram.read(config);
            return SiteCa.open(site.data(), site.site());
        }
    }

    private static String checked(CommandSpec spec, String name) {
        if (!HubFiles.isBox(name)) {
            throw new ParameterException(
                    spec.commandLine(), "`" + name + "`: 1 to 32 letters, digits, - and _, the first no sign");
        }
        return name;
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Prints the authority's fingerprint.")
    Integer show(@Mixin Authority authority) throws IOException {
        spec.commandLine().getOut().println(authority.open().fingerprint());
        return 0;
    }

    /** Whether a file that is to be written is there already; says so. */
    private boolean isThere(Path file) {
        boolean there = Files.exists(file);
        if (there) {
            spec.commandLine().getErr().println(file + " exists; move it away first");
        }
        return there;
    }

    @Command(
            name = "box",
            mixinStandardHelpOptions = true,
            description = "Writes the identity of an edge or hub: key, certificate, authority.")
    Integer box(
            @Mixin Authority authority,
            @Parameters(paramLabel = "NAME", description = "name of the box; a broker lets it write under it alone")
                    String name,
            @Option(names = "--out", paramLabel = "P12", description = "file to write (NAME.p12)") @Nullable Path out)
            throws IOException {
        Path file = out == null ? Path.of(checked(spec, name) + ".p12") : out;
        if (isThere(file)) {
            return 1;
        }
        authority.open().client(checked(spec, name)).write(file);
        PrintWriter console = spec.commandLine().getOut();
        console.println(
                "Wrote " + file + ". Carry it to box " + name + " by hand (it holds the private key), put it into");
        console.println("the folder of its site.yaml as tls/" + name + ".p12 (for `link: { identity: tls/" + name
                + ".p12 }`; the account of");
        console.println("Vigie has to be able to read it), then delete every other copy.");
        return 0;
    }

    @Command(
            name = "pair",
            mixinStandardHelpOptions = true,
            description = "Writes the secret of two boxes of which one takes over from the other.")
    Integer pair(
            @Parameters(paramLabel = "NAME", description = "name of the pair") String name,
            @Option(names = "--out", paramLabel = "FILE", description = "file to write (NAME.key)") @Nullable Path out)
            throws IOException {
        Path file = out == null ? Path.of(checked(spec, name) + ".key") : out;
        if (isThere(file)) {
            return 1;
        }
        Files.createFile(file);
        SiteCa.ownerOnly(file, "rw-------");
        Files.writeString(file, PairKey.make());
        spec.commandLine()
                .getOut()
                .println("Wrote " + file + ". Carry it to both boxes by hand, name it in `failover: { key: }`, then"
                        + " delete every other copy.");
        return 0;
    }

    @Command(
            name = "hub",
            mixinStandardHelpOptions = true,
            description = "Writes what Mosquitto on a hub box needs: key, certificates, configuration, access rules.")
    Integer hub(
            @Mixin Authority authority,
            @Parameters(paramLabel = "NAME", description = "name of the hub") String name,
            @Option(names = "--out", required = true, paramLabel = "DIR", description = "folder to write") Path out,
            @Option(
                            names = "--listen",
                            defaultValue = "0.0.0.0",
                            paramLabel = "ADDRESS",
                            description = "numeric address to listen on (${DEFAULT-VALUE})")
                    String listen,
            @Option(names = "--port", defaultValue = "8883", description = "(${DEFAULT-VALUE})") int port,
            @Option(
                            names = "--address",
                            paramLabel = "ADDRESS",
                            description =
                                    "numeric address or name under which edges reach it; this box's own by default")
                    @Nullable List<String> addresses,
            @Option(
                            names = "--home",
                            paramLabel = "DIR",
                            description = "where the folder will lie on the hub; by default where it is written")
                    @Nullable Path home)
            throws IOException {
        if (Addresses.numeric(listen).isEmpty() || port < 1 || port > 65_535) {
            throw new ParameterException(spec.commandLine(), "--listen needs a numeric address, --port 1 to 65535");
        }
        NavigableSet<String> names =
                addresses == null || addresses.isEmpty() ? LocalNames.of(listen, List.of()) : new TreeSet<>(addresses);
        names.add(LOOPBACK); // the hub itself is beside its broker
        Path lies = (home == null ? out : home).toAbsolutePath().normalize();
        HubFiles.write(authority.open(), new HubFiles.Hub(checked(spec, name), listen, port, names, lies), out);
        PrintWriter console = spec.commandLine().getOut();
        console.println("Wrote " + out + " for " + String.join(", ", names) + ". On the hub, in " + lies + ":");
        console.println("  chown -R mosquitto " + lies);
        console.println("  mosquitto -c " + lies.resolve("mosquitto.conf"));
        return 0;
    }

    @Command(
            name = "artemis",
            mixinStandardHelpOptions = true,
            description = "Writes what the nodes of an ActiveMQ Artemis cluster need, for the readers of a large site.")
    Integer artemis(
            @Mixin Authority authority,
            @Option(
                            names = "--node",
                            required = true,
                            paramLabel = "NAME=ADDRESS[:PORT[:PORT]]",
                            description =
                                    "a node, its numeric IPv4 address, its ports for MQTT (8883) and nodes (61617);"
                                            + " two or more")
                    Map<String, String> nodes,
            @Option(
                            names = "--edge",
                            required = true,
                            paramLabel = "NAME",
                            description = "a box that publishes; more than one in any number")
                    List<String> edges,
            @Option(names = "--out", required = true, paramLabel = "DIR", description = "folder to write") Path out,
            @Option(
                            names = "--home",
                            paramLabel = "DIR",
                            description = "folder of the broker on each node; by default where it is written")
                    @Nullable Path home)
            throws IOException {
        List<ArtemisFiles.Node> all = new ArrayList<>();
        for (Map.Entry<String, String> node : nodes.entrySet()) {
            String name = checked(spec, node.getKey());
            all.add(node(name, node.getValue(), (home == null ? out.resolve(name) : home).toAbsolutePath()));
        }
        edges.forEach(edge -> checked(spec, edge));
        if (all.size() < 2) {
            throw new ParameterException(spec.commandLine(), "--node: a cluster has two nodes or more");
        }
        ArtemisFiles.write(authority.open(), all, new TreeSet<>(edges), out);
        PrintWriter console = spec.commandLine().getOut();
        for (ArtemisFiles.Node node : all) {
            console.println("Wrote " + out.resolve(node.name()) + ". Carry its etc to " + node.name() + " as "
                    + node.home().resolve("etc") + " by hand (it holds private keys), then delete every other copy.");
        }
        return 0;
    }

    private ArtemisFiles.Node node(String name, String text, Path home) {
        List<String> parts = List.of(text.split(":", 3));
        String port = parts.size() > 1 ? parts.get(1) : "8883";
        String cluster = parts.size() > 2 ? parts.get(2) : "61617";
        String address = parts.getFirst();
        if (Addresses.endpoint(address + ":" + port).isEmpty()
                || Addresses.endpoint(address + ":" + cluster).isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "--node " + name + "=" + text + ": a numeric IPv4 address");
        }
        return new ArtemisFiles.Node(
                name, address, Integer.parseInt(port), Integer.parseInt(cluster), home.normalize());
    }
}
