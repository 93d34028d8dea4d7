package org.vigie.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the figures were taken on, and how busy it was with other things. */
public final class Machine {
    private static final long NANOS_PER_TICK = 10_000_000;

    private Machine() {}

    /** One line: processor, cores, memory, kernel, JDK, commit. */
    public static String describe(Path repository) throws IOException {
        String processor = first("/proc/cpuinfo", "model name");
        String memory = first("/proc/meminfo", "MemTotal");
        long gibibytes = Math.round(Long.parseLong(memory.replaceAll("\\D", "")) / 1024.0 / 1024.0);
        return String.format(
                Locale.ROOT,
                "%s, %d cores, %d GiB, Linux %s, JDK %s, commit %s",
                processor,
                Runtime.getRuntime().availableProcessors(),
                gibibytes,
                System.getProperty("os.version"),
                System.getProperty("java.runtime.version"),
                commit(repository));
    }

    /** Time that all cores together have worked since boot. */
    public static Duration busy() throws IOException {
        String[] words =
                Files.readAllLines(Path.of("/proc/stat"), UTF_8).getFirst().split(" +", -1);
        // user, nice, system, (idle, iowait,) irq, softirq: proc(5).
        long ticks = 0;
        for (int i : new int[] {1, 2, 3, 6, 7}) {
            ticks += Long.parseLong(words[i]);
        }
        return Duration.ofNanos(ticks * NANOS_PER_TICK);
    }

    /** Time that this process has worked. */
    public static Duration own() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static String first(String file, String key) throws IOException {
        for (String line : Files.readAllLines(Path.of(file), UTF_8)) {
            if (line.startsWith(key)) {
                return line.substring(line.indexOf(':') + 1).strip();
            }
        }
        return "unknown";
    }

    private static String commit(Path repository) throws IOException {
        String head = git(repository, List.of("rev-parse", "--short=10", "HEAD"));
        String changed = git(repository, List.of("status", "--porcelain", "--untracked-files=no"));
        if (head == null) {
            return "unknown";
        }
        return changed == null || changed.isEmpty() ? head : head + " with changes";
    }

    private static @Nullable String git(Path repository, List<String> words) throws IOException {
        List<String> command = new ArrayList<>(List.of("git", "-C", repository.toString()));
        command.addAll(words);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        try {
            return process.waitFor() == 0 ? answer : null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
