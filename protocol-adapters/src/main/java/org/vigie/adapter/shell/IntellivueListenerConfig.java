package org.vigie.adapter.shell;

import java.util.List;
import java.util.Set;
import org.vigie.adapter.intellivue.session.WaveChoice;
import org.vigie.model.limits.Limits;

/**
 * Discovery of IntelliVue monitors on the segment.
 *
 * @param name in site.yaml
 * @param host address to bind; anything but 0.0.0.0 hears no broadcast on Linux
 * @param port on which monitors announce themselves, 24005; 0 for any free one
 * @param interfaces on which the multicast group is joined; empty for all that can
 * @param waves to ask of every monitor
 * @param profile id of their device profile
 * @param limits bounds
 * @param who which monitors
 */
public record IntellivueListenerConfig(
        String name,
        String host,
        int port,
        List<String> interfaces,
        List<WaveChoice> waves,
        String profile,
        Limits.Intellivue limits,
        Who who) {
    public IntellivueListenerConfig {
        interfaces = List.copyOf(interfaces);
        waves = List.copyOf(waves);
    }

    /**
     * Which monitors are associated with; replaced when the site changes.
     *
     * @param known addresses that are asked at once, without waiting up to a minute for their announcement
     * @param others addresses that belong to another adapter of this process: a monitor takes one association
     */
    public record Who(Set<String> known, Set<String> others) {
        /** Whoever announces himself. */
        public static final Who ANYBODY = new Who(Set.of(), Set.of());

        public Who {
            known = Set.copyOf(known);
            others = Set.copyOf(others);
        }
    }
}
