package org.vigie.gateway.prove;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Ten minutes of the night of twelve hours with 64 beds, at 1x: virtual monitors, a gateway of its own and a real
 * Chromium in processes of their own. Every alarm of the monitors has to be in the log once, painted and sounded, and
 * the report of the shift has to count them. SOURCE: issue 4, last line. A round is a minute.
 */
public final class NightCampaign implements Campaign {
    private static final int MINUTES = 10;
    private static final int STARTING_AND_ENDING_SECONDS = 400;

    /** For the service loader. */
    public NightCampaign() {}

    @Override
    public String name() {
        return "night";
    }

    @Override
    public String summary() {
        return MINUTES + " minutes of a night with 64 beds in Chromium, log and report compared (--rounds = minutes)";
    }

    @Override
    public Verdict run(Setup setup) throws IOException, InterruptedException {
        String sources = System.getProperty("vigie.sources");
        Optional<Path> program = sources == null ? Optional.empty() : program(Path.of(sources, "bench", "target"));
        if (sources == null || program.isEmpty()) {
            setup.out().println("the monitors come with the source tree: run ./vigie prove night there");
            return Verdict.NOT_RUN;
        }
        int minutes = setup.roundsOr(MINUTES);
        Path output = setup.folder().resolve("night.out");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-Dvigie.repository=" + sources,
                        "-Dvigie.jar="
                                + Path.of(System.getProperty("java.class.path")).toAbsolutePath(),
                        "-jar",
                        program.get().toString(),
                        "night",
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
            return ended && process.exitValue() == 0 ? Verdict.PROVEN : Verdict.REFUTED;
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static void tell(Path output, Setup setup) throws IOException {
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
