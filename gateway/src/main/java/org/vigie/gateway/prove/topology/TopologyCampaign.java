package org.vigie.gateway.prove.topology;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.vigie.gateway.prove.Campaign;
import org.vigie.gateway.prove.Mosquitto;
import org.vigie.gateway.prove.PageTable;

/**
 * The demo of two edges and two hubs: each cable is pulled and each process killed in turn, and what both hubs show
 * meanwhile is compared with what was said beforehand. SOURCE: degraded-networks.md 5, rows 21, 26, 27, 36 and 38.
 */
public final class TopologyCampaign implements Campaign {
    private static final int BEDS = 4;

    private static final PageTable TABLE = new PageTable(
            "topology",
            List.of(
                    "| fault | what had to be seen | seen after | all live again after | | run |",
                    "|---|---|---|---|---|---|"),
            Fault.all().stream().map(Fault::word).toList());

    /** For the service loader. */
    public TopologyCampaign() {}

    @Override
    public String name() {
        return "topology";
    }

    @Override
    public String summary() {
        return "two edges, two hubs: pulls each cable, kills each process, compares both hubs (--row, --write)";
    }

    @Override
    public Verdict run(Setup setup) throws IOException, InterruptedException {
        List<String> rows = TABLE.chosen(setup);
        if (Mosquitto.program().isEmpty()) {
            setup.out().println("topology: " + Mosquitto.REMEDY);
            return Verdict.NOT_RUN;
        }
        List<String> lines = new ArrayList<>();
        boolean holds = true;
        try (DemoRun demo = new DemoRun(setup.folder(), BEDS)) {
            try (DemoBoxes boxes = demo.boxes(BEDS)) {
                for (Fault fault : Fault.all()) {
                    if (rows.contains(fault.word())) {
                        Trial.Finding finding = Trial.of(fault, boxes, Trial.Terms.USUAL);
                        holds &= finding.holds();
                        lines.add(line(fault, finding, LocalDate.now(ZoneOffset.UTC)));
                        tell(setup, lines.getLast(), finding);
                    }
                }
            }
            List<Long> left = demo.stop();
            if (!left.isEmpty()) {
                holds = false;
                setup.out().println("topology: did not end by themselves: " + left);
            }
        }
        TABLE.publish(setup, lines);
        return holds ? Verdict.PROVEN : Verdict.REFUTED;
    }

    private static void tell(Setup setup, String line, Trial.Finding finding) {
        setup.out().println(line);
        setup.out()
                .printf(
                        Locale.ROOT,
                        "  %d looks at each hub, at most %.1f s between two%n",
                        finding.looks(),
                        finding.longest());
        finding.wrong().forEach(words -> setup.out().println("  WRONG: " + words));
        setup.out().flush();
    }

    /** Its line of the table. */
    static String line(Fault fault, Trial.Finding finding, LocalDate day) {
        String verdict = finding.holds() ? "PASS" : "FAIL: " + finding.wrong().getFirst();
        return String.join(
                " | ",
                PageTable.begin(fault.word()) + " " + fault.expectation(),
                fault.kind() == Fault.Kind.STOPPED ? "not asked" : seconds(finding.shown()),
                seconds(finding.again()),
                verdict,
                day + " |");
    }

    private static String seconds(double figure) {
        return Double.isInfinite(figure) ? "**never**" : String.format(Locale.ROOT, "%.1f s", figure);
    }
}
