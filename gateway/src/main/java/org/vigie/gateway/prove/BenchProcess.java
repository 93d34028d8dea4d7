package org.vigie.gateway.prove;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A proof that plays in the bench program, which is built beside the sources only, as a process of its own. */
final class BenchProcess {
    private static final int STARTING_AND_ENDING_SECONDS = 400;

    private BenchProcess() {}

    /**
     * Plays it and tells what it said.
     *
     * @param command of the bench program
     * @param minutes how long it plays
     */
    static Campaign.Verdict run(String command, int minutes, Campaign.Setup setup)
            throws IOException, InterruptedException {
        String sources = System.getProperty("vigie.sources");
        Optional<Path> program = sources == null ? Optional.empty() : program(Path.of(sources, "bench", "target"));
        if (sources == null || program.isEmpty()) {
            setup.out().println("the monitors come with the source tree: run ./vigie prove " + command + " there");
            return Campaign.Verdict.NOT_RUN;
        }
        Path output = setup.folder().resolve(command + ".out");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-Dvigie.repository=" + sources,
                        "-Dvigie.jar="
                                + Path.of(System.getProperty("java.class.path")).toAbsolutePath(),
                        "-jar",
                        program.get().toString(),
                        "proof",
                        command,
                        "--minutes=" + minutes,
                        "--seed=" + setup.seed(),
                        "--folder=" + setup.folder().resolve("run")))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            boolean ended = process.waitFor(minutes * 60L + STARTING_AND_ENDING_SECONDS, TimeUnit.SECONDS);
            tell(output, setup);
            if (!ended) {
                setup.out().println("did not end");
            }
            return ended && process.exitValue() == 0 ? Campaign.Verdict.PROVEN : Campaign.Verdict.REFUTED;
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static void tell(Path output, Campaign.Setup setup) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(output)) {
            lines.lines().forEach(setup.out()::println);
        }
    }

    private static Optional<Path> program(Path target) throws IOException {
        if (!Files.isDirectory(target)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().matches("vigie-bench-.*\\.jar"))
                    .findFirst();
        }
    }
}
