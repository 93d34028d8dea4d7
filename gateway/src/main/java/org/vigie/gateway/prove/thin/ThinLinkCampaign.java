package org.vigie.gateway.prove.thin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.prove.Campaign;
import org.vigie.gateway.prove.JavaCommand;

/**
 * Alarms from a monitor to a display of the hub over links as thin as they get: an edge, a hub and a Mosquitto in
 * network namespaces that this makes and removes, with tbf for the rate, nftables for the loss and a cable that is
 * pulled.
 */
public final class ThinLinkCampaign implements Campaign {
    private static final Path PAGE = Path.of("docs", "reliability.md");
    private static final List<String> OPTIONS = List.of("-Xmx256m");

    /** For the service loader. */
    public ThinLinkCampaign() {}

    @Override
    public String name() {
        return "thinlink";
    }

    @Override
    public String summary() {
        return "alarms over 64 and 9.6 kbit/s, loss, an hour's outage (root; --row, --rounds, --write)";
    }

    /** Why this machine cannot run it, with what to do; empty when it can. */
    public static Optional<String> obstacle() throws InterruptedException {
        return Segments.obstacle();
    }

    @Override
    public Verdict run(Setup setup) throws IOException, InterruptedException {
        List<Row> rows = new ArrayList<>();
        for (String word : setup.rows()) {
            rows.add(Row.of(word)
                    .orElseThrow(() -> new IOException("no row is called " + word + ". There are: "
                            + String.join(
                                    ", ",
                                    List.of(Row.values()).stream()
                                            .map(Row::word)
                                            .toList()))));
        }
        if (setup.write() && !Files.isWritable(PAGE)) {
            throw new IOException("--write: no " + PAGE + " below the present folder");
        }
        Optional<String> obstacle = obstacle();
        if (obstacle.isPresent()) {
            setup.out().println("thinlink: " + obstacle.get());
            return Verdict.NOT_RUN;
        }
        for (String swept : Segments.sweep()) {
            setup.out().println("thinlink: removed " + swept + ", left behind by a run that was killed");
        }
        List<String> lines = new ArrayList<>();
        boolean holds = true;
        for (Row row : rows.isEmpty() ? List.of(Row.values()) : rows) {
            Figures figures = measure(row, setup);
            List<Row.Claim> claims = row.claims(figures);
            holds &= claims.stream().allMatch(Row.Claim::holds);
            lines.add(LinkTable.line(row, claims, figures, LocalDate.now(ZoneOffset.UTC)));
            setup.out().println(lines.getLast());
            setup.out().flush();
        }
        setup.out().println(LinkTable.of(lines));
        if (setup.write()) {
            LinkTable.write(PAGE, lines);
            setup.out().println("written to " + PAGE);
        }
        return holds ? Verdict.PROVEN : Verdict.REFUTED;
    }

    private static Figures measure(Row row, Setup setup) throws IOException, InterruptedException {
        Segments segments = Segments.ofThisProcess();
        // Ctrl-C runs no close.
        Thread left = Thread.ofPlatform().unstarted(segments::close);
        Runtime.getRuntime().addShutdownHook(left);
        try (segments) {
            segments.create(row.load().beds());
            return worker(row, setup, segments);
        } finally {
            Runtime.getRuntime().removeShutdownHook(left);
        }
    }

    private static Figures worker(Row row, Setup setup, Segments segments) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(setup.folder().resolve(row.word()));
        int rounds = setup.rounds() > 0 ? setup.rounds() : row.course().rounds();
        List<String> command = new ArrayList<>(Segments.inside(segments.hub(), JavaCommand.of(folder, OPTIONS)));
        command.addAll(List.of(
                ThinRowMain.class.getName(),
                row.word(),
                Integer.toString(rounds),
                Long.toString(setup.seed()),
                folder.toString(),
                segments.edge(),
                segments.hub()));
        Path errors = folder.resolve("row.err");
        Process worker =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        try {
            @Nullable Figures figures = relay(worker, setup.out());
            if (!worker.waitFor(30, TimeUnit.SECONDS) || figures == null) {
                throw new IOException(row.word() + " did not come to an end: " + Files.readString(errors));
            }
            return figures;
        } finally {
            worker.destroyForcibly();
        }
    }

    private static @Nullable Figures relay(Process worker, PrintWriter out) throws IOException {
        Figures figures = null;
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(worker.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                Optional<Figures> read = Figures.read(line);
                if (read.isPresent()) {
                    figures = read.get();
                } else {
                    out.println(line);
                    out.flush();
                }
            }
        }
        return figures;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s: %s", name(), summary());
    }
}
