package org.vigie.gateway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.config.SiteFile;
import org.vigie.gateway.config.SiteMapping;
import org.vigie.gateway.pipeline.Explanation;
import org.vigie.gateway.pipeline.ProfileDecoding;
import org.vigie.model.ward.Site;
import org.vigie.model.ward.WardEffect;
import org.vigie.model.ward.WardPolicy;
import org.vigie.profiles.DeviceProfile;
import org.vigie.profiles.ProfileCatalog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vigie journal explain}: why an alarm did what it did, by the same code that decided it. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Tells why an alarm did what it did: applies the journal again and compares with what was recorded.",
            "Works beside a running gateway and never writes."
        })
public final class ExplainCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "/var/lib/vigie",
            description = "Data folder of the gateway (data: in site.yaml). Default: ${DEFAULT-VALUE}")
    private Path data = Path.of("/var/lib/vigie");

    @Parameters(paramLabel = "ALARM", description = "id of an occurrence, as /api/v1/ward shows it")
    private String alarm = "";

    @Override
    public Integer call() throws IOException {
        if (spec == null) {
            return 1;
        }
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        if (!Files.isDirectory(data.resolve("journal"))) {
            err.println("There is no journal in " + data + ". Name the data folder with --data.");
            return 1;
        }
        ProfileCatalog catalog = ProfileCatalog.load();
        Set<String> ids = catalog.all().stream().map(DeviceProfile::id).collect(Collectors.toSet());
        Function<String, Site> sites = text -> SiteMapping.site(SiteFile.parse("site.yaml", text, data, ids));
        // The journal names its site in its first records; until then there are no beds.
        Site unknown = new Site("", "", List.of(), WardPolicy.DEFAULT);
        err.println("applying the journal in " + data + " again ...");
        Explanation.Found found = Explanation.explain(data, alarm, unknown, new ProfileDecoding(catalog), sites);
        if (found.steps().isEmpty()) {
            err.println("no alarm " + alarm + " in this journal; /api/v1/ward shows the ids of those that are on");
            return 1;
        }
        found.steps().forEach(step -> print(step, out));
        found.damage().forEach(text -> out.println("gap: " + text));
        out.println(found.same() + " of " + found.recorded() + " recorded steps come out the same, word for word");
        out.flush();
        return 0;
    }

    /** A step of an alarm: what, when, and why. */
    private static void print(Explanation.Step step, PrintWriter out) {
        WardEffect.Transition t = step.transition();
        out.println(t.at() + "  bed " + t.key().bed() + "  " + t.priority().word() + "  "
                + t.key().condition() + "  " + t.from().word() + " -> " + t.to().word());
        out.println("    because " + t.event().word() + ": " + t.reason()
                + (t.user() == null ? "" : " (by " + t.user() + ")"));
        out.println("    cause   " + step.cause());
        out.println("    then    " + t.actions());
    }
}
