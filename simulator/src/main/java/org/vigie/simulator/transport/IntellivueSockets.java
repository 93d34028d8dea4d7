package org.vigie.simulator.transport;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vigie.simulator.monitor.Tally;
import org.vigie.simulator.monitor.intellivue.IntellivueLink;
import org.vigie.simulator.monitor.intellivue.IntellivueSetup;
import org.vigie.simulator.scenario.ScenarioBed;

/** The sockets of all virtual IntelliVue monitors of a run: one selector for all. On the event loop. */
public final class IntellivueSockets {
    private final Vertx vertx;
    private final Tally tally;
    private final Terms terms;
    private final Map<String, IntellivueLink> links = new LinkedHashMap<>();

    /**
     * Where the monitors are, and whom they tell that they are there.
     *
     * @param ownAddresses true: each monitor on the network uses a loopback address of its own
     * @param host numeric address of all of them without own addresses
     * @param port of the Data Export service; 0 for any free one
     * @param announceTo address for connect indications; null for none
     * @param announcePort its port, 24005 in the specification
     */
    public record Terms(
            boolean ownAddresses,
            String host,
            int port,
            @Nullable String announceTo,
            int announcePort) {
        /** On loopback; without own addresses each takes a free port. */
        public Terms(boolean ownAddresses, int port, @Nullable String announceTo, int announcePort) {
            this(ownAddresses, "127.0.0.1", ownAddresses ? port : 0, announceTo, announcePort);
        }

        /** Own addresses where the system has them, the service's own port, no announcements. */
        public static Terms quiet() {
            return new Terms(Loopbacks.areAvailable(), IntellivueSetup.DATA_PORT, null, 0);
        }

        /** The same with connect indications. */
        public Terms announcing(String host, int toPort) {
            return new Terms(ownAddresses, this.host, port, host, toPort);
        }

        /** The same on this address of the machine, the first on the service's own port, the others on any. */
        public Terms at(String address) {
            return new Terms(false, address, IntellivueSetup.DATA_PORT, announceTo, announcePort);
        }
    }

    IntellivueSockets(Vertx vertx, Tally tally, Terms terms) {
        this.vertx = vertx;
        this.tally = tally;
        this.terms = terms;
    }

    /** Opens the socket of one bed; the future gives its address as site.yaml writes it. */
    Future<String> open(ScenarioBed bed, int index) {
        if (bed.device().link() == IntellivueSetup.Link.SERIAL) {
            IntellivueTcp serial = new IntellivueTcp(vertx, tally);
            links.put(bed.bed(), serial);
            return serial.listen("127.0.0.1", 0).map(port -> "tcp://127.0.0.1:" + port);
        }
        String host = terms.ownAddresses() ? Loopbacks.of(index) : terms.host();
        return udp(bed.bed(), host, terms.port())
                .recover(taken -> udp(bed.bed(), host, 0)) // another simulator has the port: any other serves
                .map(open -> "udp://" + host + ":" + open);
    }

    private Future<Integer> udp(String bed, String host, int port) {
        IntellivueUdp udp = new IntellivueUdp(vertx, tally, terms);
        links.put(bed, udp);
        return udp.listen(host, port);
    }

    /** The link of a bed that was opened. */
    IntellivueLink of(String bed) {
        IntellivueLink link = links.get(bed);
        if (link == null) {
            throw new IllegalArgumentException("bed " + bed + ": not opened");
        }
        return link;
    }

    void close() {
        links.values().forEach(IntellivueLink::close);
    }
}
