package org.vigie.gateway.prove.thin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.prove.Campaign;
import org.vigie.gateway.prove.JavaCommand;
import org.vigie.gateway.prove.Namespaces;

/**
 * Alarms from a monitor to a display of the hub over links as thin as they get: an edge, a hub and a Mosquitto in
 * network namespaces that this makes and removes, with tbf for the rate, nftables for the loss and a cable that is
 * pulled.
 */
public final class ThinLinkCampaign implements Campaign {
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
        List<Row> rows = LinkTable.TABLE.chosen(setup).stream()
                .map(word -> Row.of(word).orElseThrow())
                .toList();
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
        for (Row row : rows) {
            Figures figures = measure(row, setup);
            List<Row.Claim> claims = row.claims(figures);
            holds &= claims.stream().allMatch(Row.Claim::holds);
            lines.add(LinkTable.line(row, claims, figures, LocalDate.now(ZoneOffset.UTC)));
            setup.out().println(lines.getLast());
            setup.out().flush();
        }
        LinkTable.TABLE.publish(setup, lines);
        return holds ? Verdict.PROVEN : Verdict.REFUTED;
    }

    private static Figures measure(Row row, Setup setup) throws IOException, InterruptedException {
        Segments segments = Segments.ofThisProcess();
        return Namespaces.during(segments.names(), () -> {
            segments.create(row.load().beds());
            return worker(row, setup, segments);
        });
    }

    private static Figures worker(Row row, Setup setup, Segments segments) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(setup.folder().resolve(row.word()));
        int rounds = setup.rounds() > 0 ? setup.rounds() : row.course().rounds();
        List<String> command = new ArrayList<>(Namespaces.inside(segments.hub(), JavaCommand.of(folder, OPTIONS)));
        command.addAll(List.of(
                ThinRowMain.class.getName(),
                row.word(),
                Integer.toString(rounds),
                Long.toString(setup.seed()),
                folder.toString(),
                segments.edge(),
                segments.hub()));
        AtomicReference<@Nullable Figures> figures = new AtomicReference<>();
        Path errors = folder.resolve("row.err");
        Worker.run(
                command,
                errors,
                line -> Figures.read(line).ifPresentOrElse(figures::set, () -> {
                    setup.out().println(line);
                    setup.out().flush();
                }));
        Figures last = figures.get();
        if (last == null) {
            throw new IOException(row.word() + " did not come to an end: " + Files.readString(errors));
        }
        return last;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s: %s", name(), summary());
    }
}
