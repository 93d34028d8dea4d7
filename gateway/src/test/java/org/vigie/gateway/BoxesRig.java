package org.vigie.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.pipeline.records.Input;
import org.vigie.gateway.testing.Await;
import org.vigie.gateway.testing.HubPage;
import org.vigie.gateway.testing.LoopBroker;
import org.vigie.model.BedId;
import org.vigie.model.ward.Bed;
import org.vigie.model.ward.Order;

/** Edges box-1 and box-2 with two beds each and their hub, in one process, with a broker inside the test. */
final class BoxesRig implements AutoCloseable {
    private final LoopBoxes boxes;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    final Gateway hub;
    final Gateway first;
    final Gateway second;
    final HubPage page;
    private int asked;

    BoxesRig(Path folder) throws IOException {
        boxes = new LoopBoxes(folder);
        hub = boxes.start("hub-1", """
                role: hub
                link: { name: hub-1, edges: [ box-1, box-2 ], broker: { host: 127.0.0.1 } }
                """);
        page = new HubPage(hub.address());
        first = boxes.start("box-1", edge("box-1"));
        second = boxes.start("box-2", edge("box-2"));
        Await.until("all beds", () -> page.beds() == 4);
    }

    /** A bed that both have and one of its own. */
    private static String edge(String name) {
        return """
                role: edge
                link: { name: NAME, hubs: [ { name: hub-1, host: 127.0.0.1 } ] }
                listeners: [ { name: hl7, host: 127.0.0.1, port: 0 } ]
                beds: [ { bed: R01 }, { bed: R-NAME } ]
                """.replace("NAME", name);
    }

    /** The cable of a box. */
    LoopBroker.Port port(String box) {
        return boxes.cable(box);
    }

    /** The answer to a command at the hub: empty when accepted, else the reason. */
    String command(String action, @Nullable String bed) {
        return command(action, bed, null);
    }

    String command(String action, @Nullable String bed, @Nullable String alarm) {
        String id = "c" + ++asked;
        hub.feed()
                .command(
                        new Input.Command(id, action, bed, alarm, "AB"),
                        result -> answers.put(result.id(), result.accepted() ? "" : String.valueOf(result.reason())));
        return answer(id);
    }

    /** The answer to an order at the hub, of display 7. */
    String order(@Nullable String user, Order order) {
        String id = "o" + ++asked;
        hub.feed()
                .order(
                        new Input.Ordered(id, order, user, 7),
                        result -> answers.put(result.id(), result.accepted() ? "" : String.valueOf(result.reason())));
        return answer(id);
    }

    private String answer(String id) {
        Await.until("the answer to " + id, () -> answers.containsKey(id));
        return Objects.requireNonNull(answers.get(id));
    }

    /** Somebody works at the hub from now on. */
    void signOn(String initials, @Nullable String pin) {
        order(null, new Order.SignOn(initials, null, pin));
        Await.until(
                "on shift",
                () -> hub.feed().now().ward().people().stream()
                        .anyMatch(person -> person.initials().equals(initials)));
    }

    /** A bed as its own box has it. */
    static Bed bed(Gateway box, String name) {
        return Objects.requireNonNull(box.pipeline().now().ward().beds().get(new BedId(name)));
    }

    HttpResponse<String> get(String path) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = hub.address().resolve(path);
            return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException broken) {
            throw new AssertionError(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }

    @Override
    public void close() {
        Arrays.asList(first, second, hub).forEach(Gateway::close);
        boxes.close();
        page.close();
    }
}
