package org.vigie.gateway.prove.topology;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.vigie.gateway.Main;
import org.vigie.gateway.prove.JavaCommand;
import org.vigie.gateway.prove.thin.Child;

/**
 * This program's own demo in a process of its own, and all that it starts. Ctrl-C ends it too; were this process killed
 * with -9, the demo would end by itself after {@value #AT_MOST}.
 */
final class DemoRun implements AutoCloseable {
    private static final String AT_MOST = "15m";
    private static final long START_S = 300;
    private static final Duration END = Duration.ofSeconds(70);

    private final Path folder;
    private final Child demo;
    private final Thread onCtrlC = Thread.ofPlatform().unstarted(this::end);
    private boolean ended;

    /** Starts it. */
    DemoRun(Path folder, int beds) throws IOException {
        this.folder = folder;
        List<String> command = JavaCommand.of(folder, List.of("-Xmx256m"));
        command.addAll(List.of(Main.class.getName(), "demo", "--topology", "two-edges-two-hubs"));
        // Nothing happens at the monitors by itself: what is lost here is lost on the way.
        command.addAll(List.of("--scenario", "calm", "--beds", Integer.toString(beds), "--port", "0"));
        command.addAll(List.of("--data", data().toString(), "--for", AT_MOST));
        demo = new Child("demo", command, folder);
        Runtime.getRuntime().addShutdownHook(onCtrlC);
    }

    private Path data() {
        return folder.resolve("unit");
    }

    /** Waits until both hubs show all beds as live. */
    DemoBoxes boxes(int beds) throws IOException, InterruptedException {
        demo.await("Vigie ready: ", START_S);
        DemoBoxes boxes = new DemoBoxes(this::output, data());
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_S);
        for (String hub : Fault.HUBS) {
            while (boxes.look(hub)
                            .map(look -> look.beds("live"))
                            .orElse(Set.of())
                            .size()
                    < beds) {
                if (System.nanoTime() > end) {
                    boxes.close();
                    throw new IOException(hub + " did not show " + beds + " beds as live");
                }
                TimeUnit.MILLISECONDS.sleep(200);
            }
        }
        return boxes;
    }

    private String output() {
        try {
            return demo.output();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** Ends everything; what does not end is ended, and named. */
    private synchronized List<Long> end() {
        if (ended) {
            return List.of();
        }
        ended = true;
        try {
            demo.stop(END);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            demo.close();
        }
        List<Long> left =
                Boxes.of(output()).running().stream().filter(this::isOurs).toList();
        left.forEach(process -> ProcessHandle.of(process).ifPresent(ProcessHandle::destroyForcibly));
        return left;
    }

    /** A number may be somebody else's by now. */
    private boolean isOurs(long process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process), "cmdline"), StandardCharsets.UTF_8)
                    .contains(data().toString());
        } catch (IOException gone) {
            return false;
        }
    }

    /** Ends it in order: the numbers of processes that did not end by themselves. */
    List<Long> stop() {
        List<Long> left = end();
        close();
        return left;
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(onCtrlC);
        } catch (IllegalStateException endingAnyway) {
            return; // the hook runs, or waits for the lock that we have given back
        }
    }
}
