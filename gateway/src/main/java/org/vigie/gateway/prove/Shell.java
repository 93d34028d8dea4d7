package org.vigie.gateway.prove;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Runs a command of the system and waits for it. */
public final class Shell {
    private static final long LONGEST_S = 60;

    private Shell() {}

    /**
     * How a command ended.
     *
     * @param text what it wrote to both outputs
     */
    public record Outcome(int code, String text) {
        /** Exit code 0. */
        public boolean isDone() {
            return code == 0;
        }
    }

    /** Exit code 127 when there is no such command, 124 when it took longer than 60 s and was killed. */
    public static Outcome run(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(LONGEST_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new Outcome(124, "took longer than " + LONGEST_S + " s");
            }
            return new Outcome(
                    process.exitValue(),
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            return new Outcome(127, e.toString());
        }
    }

    /** As {@link #run}, but a failure is one. */
    public static void require(String... command) throws IOException, InterruptedException {
        Outcome outcome = run(command);
        if (!outcome.isDone()) {
            throw new IOException(String.format(
                    Locale.ROOT, "%s: exit code %d, %s", String.join(" ", command), outcome.code(), outcome.text()));
        }
    }
}
