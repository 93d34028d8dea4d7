package org.vigie.gateway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.GatewayProgram;
import org.vigie.gateway.config.Addresses;
import org.vigie.gateway.config.GatewayConfig;
import org.vigie.gateway.failover.PairKey;
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
        description = "Certificates and keys of the boxes of a site: show, box, hub, pair.",
        footer = "Run it on the one box that has the site's authority (tls/ca.p12 in its data folder).")
public final class PkiCommand implements Subcommand {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "say what: show, box, hub or pair");
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
        console.println("its data folder as tls/" + name + ".p12, then delete every other copy.");
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
        Path lies = (home == null ? out : home).toAbsolutePath().normalize();
        HubFiles.write(authority.open(), new HubFiles.Hub(checked(spec, name), listen, port, names, lies), out);
        PrintWriter console = spec.commandLine().getOut();
        console.println("Wrote " + out + " for " + String.join(", ", names) + ". On the hub, in " + lies + ":");
        console.println("  chown -R mosquitto " + lies);
        console.println("  mosquitto -c " + lies.resolve("mosquitto.conf"));
        return 0;
    }
}
