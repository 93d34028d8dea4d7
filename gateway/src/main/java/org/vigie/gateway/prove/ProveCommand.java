package org.vigie.gateway.prove;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.vigie.model.program.Subcommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code vigie prove NAME...}: runs the long campaigns. Exit codes: 0 all are proven, 1 something did not hold, 3
 * nothing failed, but something could not be run here.
 */
@Command(
        name = "prove",
        mixinStandardHelpOptions = true,
        description =
                "Runs long proofs that do not fit into a build: kill -9, power cut, full disk, a night in a browser.",
        footer = "Without a name the campaigns are listed. The figures go to docs/.")
public final class ProveCommand implements Subcommand {
    private static final int NOT_RUN = 3;
    private static final Pattern LENGTH = Pattern.compile("([1-9]\\d{0,2})(min|h)");

    @Parameters(paramLabel = "NAME", description = "Campaigns to run.", arity = "0..*")
    private List<String> names = List.of();

    @Option(
            names = {"--rounds", "--count"},
            paramLabel = "N",
            description = "How often; each campaign has its own number.")
    private int rounds;

    @Option(names = "--for", paramLabel = "TIME", description = "Of night and soak: how long, for example 15min or 2h.")
    private @Nullable String length;

    @Option(names = "--seed", paramLabel = "S", description = "Repeats the random choices of an earlier run.")
    private @Nullable Long seed;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "Where the scratch folder is made. Default: the system's folder for temporary files.")
    private @Nullable Path folder;

    @Option(
            names = "--row",
            paramLabel = "ROW",
            description = "Of thinlink and topology: run this row alone; may stand several times.")
    private List<String> rows = List.of();

    @Option(
            names = "--write",
            description = "Of thinlink and topology: put the table into docs/reliability.md below the present folder.")
    private boolean write;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    /** For the service loader and picocli. */
    public ProveCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        List<Campaign> known = known();
        if (names.isEmpty()) {
            known.forEach(campaign -> out.printf(Locale.ROOT, "%-14s %s%n", campaign.name(), campaign.summary()));
            out.flush();
            return 0;
        }
        List<Campaign> chosen = names.stream().map(name -> find(known, name)).toList();
        Set<Campaign.Verdict> verdicts = EnumSet.noneOf(Campaign.Verdict.class);
        for (Campaign campaign : chosen) {
            verdicts.add(run(campaign, out));
        }
        if (verdicts.contains(Campaign.Verdict.REFUTED)) {
            return 1;
        }
        return verdicts.contains(Campaign.Verdict.NOT_RUN) ? NOT_RUN : 0;
    }

    private static List<Campaign> known() {
        return ServiceLoader.load(Campaign.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(Campaign::name))
                .toList();
    }

    private Campaign find(List<Campaign> known, String name) {
        return known.stream()
                .filter(campaign -> campaign.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "No campaign is called " + name + ". There are: "
                                + String.join(
                                        ", ", known.stream().map(Campaign::name).toList())));
    }

    /** {@code --for} in minutes; without it what {@code --rounds} says. */
    private int minutesOr(int otherwise) {
        String text = length;
        if (text == null) {
            return otherwise;
        }
        Matcher matcher = LENGTH.matcher(text.strip());
        if (!matcher.matches()) {
            throw new ParameterException(spec.commandLine(), "--for: a time such as 15min or 2h");
        }
        return Integer.parseInt(matcher.group(1)) * (matcher.group(2).equals("h") ? 60 : 1);
    }

    private Campaign.Verdict run(Campaign campaign, PrintWriter out) throws IOException, InterruptedException {
        long chosenSeed = seed == null ? RandomGenerator.getDefault().nextLong(1_000_000) : seed;
        Path parent = folder == null ? Path.of(System.getProperty("java.io.tmpdir")) : folder;
        Path scratch = Files.createTempDirectory(parent, "vigie-prove-");
        long began = System.nanoTime();
        try {
            out.printf(Locale.ROOT, "%s: seed %d, folder %s%n", campaign.name(), chosenSeed, scratch);
            Campaign.Verdict verdict =
                    campaign.run(new Campaign.Setup(minutesOr(rounds), chosenSeed, scratch, out, rows, write));
            out.printf(
                    Locale.ROOT,
                    "%s: %s after %d s%n",
                    campaign.name(),
                    verdict.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    Duration.ofNanos(System.nanoTime() - began).toSeconds());
            return verdict;
        } finally {
            out.flush();
            Scratch.delete(scratch);
        }
    }
}
