package org.vigie.gateway.prove.thin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The part of a campaign that has to run inside a namespace: a process that reports line by line and ends with this
 * one.
 */
public final class Worker {
    private static final long LAST_S = 30;

    private Worker() {}

    /**
     * Runs it to its end.
     *
     * @param errors file for its log
     * @param line is told of every line it prints
     * @return whether it ended with exit code 0
     * @throws IOException when it closed its output and did not end
     */
    public static boolean run(List<String> command, Path errors, Consumer<String> line)
            throws IOException, InterruptedException {
        Process worker =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(worker.getInputStream(), StandardCharsets.UTF_8))) {
            said.lines().forEach(line);
            if (!worker.waitFor(LAST_S, TimeUnit.SECONDS)) {
                throw new IOException("did not end: " + String.join(" ", command));
            }
            return worker.exitValue() == 0;
        } finally {
            worker.destroyForcibly();
        }
    }

    /** Called first by a worker: with nobody to report to, nothing is to go on by itself. */
    public static void endWithParent() {
        Thread.ofPlatform().daemon().name("parent").start(() -> {
            try {
                System.in.transferTo(OutputStream.nullOutputStream());
            } catch (IOException gone) {
                System.err.println("the pipe of the parent broke: " + gone);
            }
            Runtime.getRuntime().halt(1);
        });
    }
}
