package org.vigie.gateway.prove;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Coverage-guided fuzzing of everything that reads bytes from outside, by Jazzer in a process of its own: both
 * framings, the IntelliVue messages, capture files. What reaches new code is kept in {@code testdata/fuzz}, a finding
 * as well, and the tests run all of it from then on. A round is a minute for each target.
 */
public final class FuzzCampaign implements Campaign {
    private static final int MINUTES = 10;
    private static final int MOST_KEPT = 128;
    private static final long LARGEST_KEPT = 4_096;
    private static final int STARTING_AND_ENDING_SECONDS = 180;
    private static final int LAST_LINES = 5;

    private record Target(String corpus, String name) {}

    private static final List<Target> TARGETS = List.of(
            new Target("mllp", "org.vigie.adapter.fuzz.MllpFuzz"),
            new Target("serial", "org.vigie.adapter.fuzz.SerialFuzz"),
            new Target("pdu", "org.vigie.adapter.fuzz.PduFuzz"),
            new Target("capture", "org.vigie.adapter.fuzz.CaptureFuzz"));

    /** For the service loader. */
    public FuzzCampaign() {}

    @Override
    public String name() {
        return "fuzz";
    }

    @Override
    public String summary() {
        return "Jazzer on both framings, messages and captures, " + MINUTES + " minutes each (--rounds = minutes)";
    }

    @Override
    public Verdict run(Setup setup) throws IOException, InterruptedException {
        String sources = System.getProperty("vigie.sources");
        Path jazzers = sources == null ? null : Path.of(sources, "bench", "target", "lib");
        if (sources == null || jazzers == null || !Files.isDirectory(jazzers)) {
            setup.out().println("the fuzzer comes with the source tree: run ./vigie prove fuzz there");
            return Verdict.NOT_RUN;
        }
        String classPath = classPath(jazzers);
        boolean clean = true;
        for (Target target : TARGETS) {
            clean &= fuzz(setup, target, Path.of(sources, "testdata", "fuzz", target.corpus), classPath);
        }
        return clean ? Verdict.PROVEN : Verdict.REFUTED;
    }

    private static boolean fuzz(Setup setup, Target target, Path kept, String classPath)
            throws IOException, InterruptedException {
        Path folder = Files.createDirectories(setup.folder().resolve(target.corpus));
        Path found = Files.createDirectories(folder.resolve("found"));
        int seconds = setup.roundsOr(MINUTES) * 60;
        long seed = 1 + Math.floorMod(setup.seed(), 1_000_000_000L);
        int code = jazzer(
                folder,
                classPath,
                target,
                seconds,
                List.of("-max_total_time=" + seconds, "-seed=" + seed, found.toString(), kept.toString()));
        setup.out().printf(Locale.ROOT, "%s: %s%n", target.corpus, lastLine(folder, "Done "));
        setup.out().printf(Locale.ROOT, "%s: %s%n", target.corpus, lastLine(folder, "DONE "));
        int findings = keepFindings(folder, kept);
        if (code != 0 || findings > 0) {
            setup.out()
                    .printf(
                            Locale.ROOT,
                            "%s: exit code %d, %d findings kept in %s%n",
                            target.corpus,
                            code,
                            findings,
                            kept);
            tail(folder).forEach(setup.out()::println);
            return false;
        }
        Path merged = Files.createDirectories(folder.resolve("merged"));
        jazzer(folder, classPath, target, 0, List.of("-merge=1", merged.toString(), kept.toString(), found.toString()));
        setup.out().printf(Locale.ROOT, "%s: %d inputs kept%n", target.corpus, keep(merged, kept));
        return true;
    }

    private static int jazzer(Path folder, String classPath, Target target, int seconds, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx700m",
                "-XX:+UseSerialGC",
                "-cp",
                classPath,
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.name,
                "--instrumentation_includes=org.vigie.adapter.**",
                "-max_len=" + LARGEST_KEPT,
                "-artifact_prefix=" + folder + File.separator));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log(folder).toFile())
                .start();
        try {
            return process.waitFor(seconds + STARTING_AND_ENDING_SECONDS, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } finally {
            process.destroyForcibly();
        }
    }

    private static String classPath(Path jazzers) throws IOException {
        try (Stream<Path> jars = Files.list(jazzers)) {
            List<String> parts = new ArrayList<>();
            for (String own : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
                parts.add(Path.of(own).toAbsolutePath().toString()); // the fuzzer works in a folder of its own
            }
            jars.filter(jar -> jar.getFileName().toString().startsWith("jazzer"))
                    .sorted()
                    .forEach(jar -> parts.add(jar.toString()));
            return String.join(File.pathSeparator, parts);
        }
    }

    /** Inputs that crash are kept beside the corpus, so that the build fails until they no longer do. */
    private static int keepFindings(Path folder, Path kept) throws IOException {
        int count = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.startsWith("crash-") || name.startsWith("timeout-") || name.startsWith("oom-")) {
                    Files.copy(file, kept.resolve(name));
                    count++;
                }
            }
        }
        return count;
    }

    /** The smallest of what reaches new code, until there are enough. */
    private static int keep(Path merged, Path kept) throws IOException {
        List<Path> fresh = new ArrayList<>();
        try (Stream<Path> files = Files.list(merged)) {
            files.filter(file -> file.toFile().length() <= LARGEST_KEPT)
                    .sorted(Comparator.comparingLong(file -> file.toFile().length()))
                    .forEach(fresh::add);
        }
        int room;
        try (Stream<Path> files = Files.list(kept)) {
            room = MOST_KEPT - (int) files.count();
        }
        int count = 0;
        for (Path file : fresh) {
            Path place = kept.resolve(file.getFileName().toString());
            if (count < room && !Files.exists(place)) {
                Files.copy(file, place);
                count++;
            }
        }
        return count;
    }

    private static Path log(Path folder) {
        return folder.resolve("jazzer.log");
    }

    private static String lastLine(Path folder, String with) throws IOException {
        return Files.readAllLines(log(folder)).stream()
                .filter(line -> line.contains(with))
                .reduce((before, last) -> last)
                .orElse("no line with '" + with.strip() + "' in the output of the fuzzer");
    }

    private static List<String> tail(Path folder) throws IOException {
        List<String> lines = Files.readAllLines(log(folder));
        return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
    }
}
