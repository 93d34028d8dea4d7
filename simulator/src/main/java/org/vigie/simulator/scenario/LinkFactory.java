package org.vigie.simulator.scenario;

import java.util.List;
import java.util.function.Supplier;
import org.vigie.simulator.monitor.MonitorLink;
import org.vigie.simulator.monitor.Outgoing;
import org.vigie.simulator.monitor.intellivue.IntellivueLink;

/** Gives each virtual monitor the link that carries its messages. */
public interface LinkFactory {
    /**
     * The link of one bed.
     *
     * @param index of the bed in the scenario, from 0
     * @param greeting asked on each new connection for what to send first
     */
    MonitorLink open(ScenarioBed bed, int index, Supplier<List<Outgoing>> greeting);

    /**
     * The link of a bed with an IntelliVue monitor.
     *
     * @param index of the bed in the scenario, from 0
     */
    IntellivueLink openIntellivue(ScenarioBed bed, int index);

    /** The link of the admission system; asked only when a timeline needs it. */
    MonitorLink openAdmissions();
}
