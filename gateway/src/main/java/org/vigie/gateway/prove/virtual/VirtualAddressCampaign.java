package org.vigie.gateway.prove.virtual;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vigie.gateway.prove.Campaign;
import org.vigie.gateway.prove.JavaCommand;
import org.vigie.gateway.prove.Namespaces;
import org.vigie.gateway.prove.thin.Worker;

/**
 * Monitors that send HL7 to the virtual address of a pair, with the keepalived.conf of docs/failover.md and a real
 * keepalived at each box: the box that holds is killed, cut off, stopped, and comes back.
 */
public final class VirtualAddressCampaign implements Campaign {
    private static final List<String> OPTIONS = List.of("-Xmx128m");

    /** For the service loader. */
    public VirtualAddressCampaign() {}

    @Override
    public String name() {
        return "virtualaddress";
    }

    @Override
    public String summary() {
        return "HL7 to a pair behind keepalived: kill, pulled cable, dead port, stop (root; --rounds)";
    }

    @Override
    public Verdict run(Setup setup) throws IOException, InterruptedException {
        Optional<String> obstacle = Lan.obstacle();
        if (obstacle.isPresent()) {
            setup.out().println("virtualaddress: " + obstacle.get());
            return Verdict.NOT_RUN;
        }
        for (String swept : Lan.sweep()) {
            setup.out().println("virtualaddress: removed " + swept + ", left behind by a run that was killed");
        }
        Lan lan = Lan.ofThisProcess();
        return Namespaces.during(lan.names(), () -> {
            lan.create();
            return worker(lan, setup);
        });
    }

    private static Verdict worker(Lan lan, Setup setup) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(setup.folder().resolve("pair"));
        List<String> command = new ArrayList<>(Namespaces.inside(lan.ward(), JavaCommand.of(folder, OPTIONS)));
        command.addAll(
                List.of(VirtualMain.class.getName(), Integer.toString(Math.max(1, setup.rounds())), folder.toString()));
        command.addAll(lan.names());
        Path errors = folder.resolve("worker.err");
        boolean good = Worker.run(command, errors, line -> {
            setup.out().println(line);
            setup.out().flush();
        });
        if (!good) {
            setup.out().println(Files.readString(errors));
        }
        return good ? Verdict.PROVEN : Verdict.REFUTED;
    }
}
