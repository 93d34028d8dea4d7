package org.vigie.profiles;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.vigie.profiles.load.ProfileReader;

/**
 * The profiles that are there: the built-in ones, and those of a folder of the site, which replace built-in ones of the
 * same id. Immutable, thread-safe.
 */
public final class ProfileCatalog {
    /** The profile of a sender that no fingerprint knows. */
    public static final String FALLBACK = "ihe-pcd";

    private static final List<String> BUILT_IN =
            List.of("ihe-pcd", "philips-mdil", "mindray-pds", "nihon-kohden", "philips-intellivue");
    private static final long LARGEST_FILE = 1 << 20;

    private final Map<String, DeviceProfile> profiles;
    private final List<ProfileProblem> problems;

    private ProfileCatalog(Map<String, DeviceProfile> profiles, List<ProfileProblem> problems) {
        this.profiles = profiles;
        this.problems = List.copyOf(problems);
    }

    /**
     * The built-in profiles.
     *
     * @throws IllegalStateException when one of them has a problem, which the tests of this module exclude
     */
    public static ProfileCatalog load() {
        return load(Optional.empty());
    }

    /**
     * The built-in profiles and every {@code *.yaml} of a folder. A file with problems is left out and its problems are
     * in {@link #problems()}; the others go on.
     */
    public static ProfileCatalog load(Optional<Path> folder) {
        ProfileReader reader = new ProfileReader();
        Map<String, DeviceProfile> profiles = new LinkedHashMap<>();
        for (String id : BUILT_IN) {
            ProfileReader.Outcome outcome = reader.read(id + ".yaml", builtIn(id));
            DeviceProfile profile = outcome.profile()
                    .orElseThrow(() -> new IllegalStateException("built-in profile: " + outcome.problems()));
            profiles.put(profile.id(), profile);
        }
        List<ProfileProblem> problems = new ArrayList<>();
        Map<String, String> fileOf = new LinkedHashMap<>();
        for (Path file : folder.map(ProfileCatalog::yamlFiles).orElse(List.of())) {
            ProfileReader.Outcome outcome = read(reader, file);
            problems.addAll(outcome.problems());
            outcome.profile().ifPresent(profile -> {
                String other = fileOf.putIfAbsent(profile.id(), file.toString());
                if (other == null) {
                    profiles.put(profile.id(), profile);
                } else {
                    problems.add(new ProfileProblem(
                            file.toString(), 1, "profile '" + profile.id() + "' is already in " + other));
                }
            });
        }
        return new ProfileCatalog(profiles, problems);
    }

    /** Every problem of one profile file; empty when it is good. A file that cannot be read is a problem too. */
    public static List<ProfileProblem> check(Path file) {
        return read(new ProfileReader(), file).problems();
    }

    /** The profile of an id. */
    public Optional<DeviceProfile> find(String id) {
        return Optional.ofNullable(profiles.get(id));
    }

    /** All profiles, built-in ones first. */
    public List<DeviceProfile> all() {
        return List.copyOf(profiles.values());
    }

    /** Problems of the files of the site's folder. */
    public List<ProfileProblem> problems() {
        return problems;
    }

    /** The most specific profile for a sender; {@link #FALLBACK} when none knows it. The first of equals wins. */
    public DeviceProfile match(Fingerprint seen) {
        DeviceProfile best = fallback();
        int bestScore = 0;
        for (DeviceProfile profile : profiles.values()) {
            for (FingerprintRule rule : profile.fingerprints()) {
                int score = rule.score(seen);
                if (score > bestScore) {
                    best = profile;
                    bestScore = score;
                }
            }
        }
        return best;
    }

    private DeviceProfile fallback() {
        DeviceProfile fallback = profiles.get(FALLBACK);
        if (fallback == null) {
            throw new IllegalStateException("no profile " + FALLBACK);
        }
        return fallback;
    }

    /** The text of a built-in profile, for {@code init} and for people who write their own. */
    public static String builtIn(String id) {
        try (InputStream in = ProfileCatalog.class.getResourceAsStream("catalogue/" + id + ".yaml")) {
            if (in == null) {
                throw new IllegalArgumentException("no built-in profile " + id);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProfileReader.Outcome read(ProfileReader reader, Path file) {
        try {
            if (Files.size(file) > LARGEST_FILE) {
                return unreadable(file, "larger than 1 MiB: not a profile");
            }
            return reader.read(file.toString(), Files.readString(file));
        } catch (CharacterCodingException e) {
            return unreadable(file, "not UTF-8");
        } catch (IOException e) {
            return unreadable(file, "cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private static ProfileReader.Outcome unreadable(Path file, String text) {
        return new ProfileReader.Outcome(Optional.empty(), List.of(new ProfileProblem(file.toString(), 1, text)));
    }

    private static List<Path> yamlFiles(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
