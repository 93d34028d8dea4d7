package org.vigie.gateway.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.GatewayProgram;
import org.vigie.gateway.adapters.AdapterSet;
import org.vigie.gateway.config.GatewayConfig;
import org.vigie.gateway.config.SiteFileException;
import org.vigie.model.program.Subcommand;
import org.vigie.profiles.DeviceProfile;
import org.vigie.profiles.ProfileCatalog;
import org.vigie.profiles.ProfileProblem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vigie check}: everything that is wrong with a site file or a profile, with its line. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Checks a site file and profile files; prints every problem as file:line.")
public final class CheckCommand implements Subcommand {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--config", paramLabel = "FILE", description = "site file (site.yaml when it exists)")
    private @Nullable Path config;

    @Parameters(paramLabel = "PROFILE", description = "profile files, or ids of built-in profiles")
    private List<String> profiles = List.of();

    @Override
    public Integer call() {
        if (spec == null) {
            return 1;
        }
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Path site = config != null ? config : Path.of("site.yaml");
        if (config == null && profiles.isEmpty() && !Files.exists(site)) {
            err.println("nothing to check: no site.yaml here; name one with --config FILE, or name profiles");
            return 2;
        }
        boolean good = (config == null && !Files.exists(site)) || checkSite(site, out, err);
        for (String profile : profiles) {
            good &= checkProfile(profile, out, err);
        }
        out.flush();
        err.flush();
        return good ? 0 : 1;
    }

    private static boolean checkSite(Path file, PrintWriter out, PrintWriter err) {
        try {
            GatewayConfig site = GatewayProgram.read(file);
            out.println(file + ": good. " + site.beds().size() + " beds, listening on "
                    + site.listeners().stream().map(AdapterSet::where).collect(Collectors.joining(", "))
                    + "; screen on http://" + site.http().host() + ":"
                    + site.http().port() + "/");
            return true;
        } catch (SiteFileException bad) {
            bad.problems().forEach(err::println);
            err.println(file + ": " + bad.problems().size() + " problems");
            return false;
        }
    }

    private static boolean checkProfile(String profile, PrintWriter out, PrintWriter err) {
        ProfileCatalog catalog = ProfileCatalog.load();
        if (catalog.find(profile).isPresent()) {
            out.println(profile + ": good (built in)");
            return true;
        }
        Path file = Path.of(profile);
        if (!Files.exists(file)) {
            err.println(profile + ": no such file and no built-in profile; built in: "
                    + catalog.all().stream().map(DeviceProfile::id).collect(Collectors.joining(", ")));
            return false;
        }
        List<ProfileProblem> problems = ProfileCatalog.check(file);
        problems.forEach(err::println);
        if (problems.isEmpty()) {
            out.println(profile + ": good");
        }
        return problems.isEmpty();
    }
}
