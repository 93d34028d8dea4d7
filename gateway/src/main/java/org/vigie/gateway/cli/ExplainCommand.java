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
import org.vigie.gateway.history.AlarmStep;
import org.vigie.gateway.history.RemoteExplanation;
import org.vigie.gateway.journal.OtherBoxes;
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

    @Option(
            names = "--box",
            paramLabel = "NAME",
            description = "At a hub: of an alarm of this box, as it wrote it down; nothing is applied again.")
    private @Nullable String box;

    @Parameters(paramLabel = "ALARM", description = "id of an occurrence, as /api/v1/ward shows it")
    private String alarm = "";

    @Override
    public Integer call() throws IOException {
        if (spec == null) {
            return 1;
        }
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        if (box != null) {
            return remote(box, out, err);
        }
        if (!Files.isDirectory(data.resolve("journal"))) {
            err.println("There is no journal in " + data + ". Name the data folder with --data.");
            return 1;
        }
        ProfileCatalog catalog = ProfileCatalog.load();
        Set<String> ids = catalog.all().stream().map(DeviceProfile::id).collect(Collectors.toSet());
        Function<String, Site> sites =
                text -> SiteMapping.journaled(text, SiteFile.parse("site.yaml", text, data, ids));
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

    /** What another box wrote down, as far as it is here. */
    private int remote(String name, PrintWriter out, PrintWriter err) throws IOException {
        RemoteExplanation.Found found = RemoteExplanation.read(OtherBoxes.stored(data, name), alarm);
        if (found.steps().isEmpty()) {
            err.println("no alarm " + alarm + " of " + name + " is stored here; its own journal may have it");
            return 1;
        }
        for (AlarmStep step : found.steps()) {
            out.println(
                    step.at() + "  bed " + step.bed() + "  " + step.priority().word() + "  " + step.text() + "  "
                            + step.from().word() + " -> " + step.to().word());
            out.println("    because " + step.event().word() + ": " + step.reason()
                    + (step.user() == null ? "" : " (by " + step.user() + ")"));
        }
        if (found.lost() > 0) {
            out.println("gap: " + found.lost() + " records of alarms of " + name + " are lost for good");
        }
        if (found.unread() > 0) {
            out.println("gap: " + found.unread() + " records of alarms of " + name + " cannot be read here");
        }
        out.println(
                "as " + name + " wrote it down; to decide it again: vigie journal explain " + alarm + ", at " + name);
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
