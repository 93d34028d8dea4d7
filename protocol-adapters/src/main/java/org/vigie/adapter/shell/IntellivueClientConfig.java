package org.vigie.adapter.shell;

import java.util.List;
import org.vigie.adapter.intellivue.session.WaveChoice;
import org.vigie.adapter.transport.MonitorAddress;
import org.vigie.model.limits.Limits;

/**
 * One IntelliVue monitor that the site names.
 *
 * @param name in site.yaml; of a serial monitor also its source id
 * @param address where it is
 * @param waves to ask for
 * @param profile id of its device profile
 * @param limits bounds of what is held of it
 * @param line bounds of a serial line
 */
public record IntellivueClientConfig(
        String name,
        MonitorAddress address,
        List<WaveChoice> waves,
        String profile,
        Limits.Intellivue limits,
        Limits.Line line) {
    public IntellivueClientConfig {
        waves = List.copyOf(waves);
    }
}
