package org.vigie.gateway.prove.seeds;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * N8: tests a chain by what is written about it (ADR 0110), with no code of those who make it. One look at one disk.
 */
final class SealChecker {
    private static final HexFormat HEX = HexFormat.of();

    private final Map<Long, Disk> disks = new TreeMap<>();
    private final Map<String, Long> deleted = new HashMap<>();
    private String prev = "0".repeat(64);
    private String breach = "";
    private int sealed;

    /**
     * One start as it lies on the disk.
     *
     * @param lines of its chain
     * @param records by lane ({@code life}, {@code data}) and number
     */
    record Disk(List<String> lines, Map<String, NavigableMap<Long, byte[]>> records) {
        /** A copy that can be changed. */
        Disk copy() {
            Map<String, NavigableMap<Long, byte[]>> copies = new HashMap<>();
            records.forEach((lane, all) -> copies.put(lane, new TreeMap<>(all)));
            return new Disk(new ArrayList<>(lines), copies);
        }
    }

    private SealChecker(Map<Long, Disk> disks) {
        this.disks.putAll(disks);
    }

    /**
     * What was found.
     *
     * @param breach empty when the chain verifies
     * @param sealed records under seals
     */
    record Result(String breach, int sealed) {
        boolean holds() {
            return breach.isEmpty();
        }
    }

    static Result check(Map<Long, Disk> disks) {
        return new SealChecker(disks).run();
    }

    private Result run() {
        // Deletions are noted behind the seals that they concern.
        disks.values().forEach(disk -> disk.lines().forEach(this::noteDeleted));
        disks.forEach((epoch, disk) -> {
            for (int i = 0; i < disk.lines().size() && breach.isEmpty(); i++) {
                line(epoch + " line " + i, disk.lines().get(i));
            }
        });
        return new Result(breach, sealed);
    }

    private void noteDeleted(String line) {
        if (line.startsWith("deleted ")) {
            Map<String, String> words = words(line);
            String[] file = word(words, "file").split("/", -1);
            deleted.merge(word(words, "epoch") + file[0], Long.parseLong(file[1]), Math::max);
        }
    }

    private void line(String place, String line) {
        String text = line.substring(0, line.length() - " hash=".length() - 64);
        Map<String, String> words = words(line);
        if (!HEX.formatHex(sha(text.getBytes(StandardCharsets.UTF_8))).equals(words.get("hash"))) {
            breach = "hash of epoch " + place;
        } else if (!prev.equals(words.get("prev"))) {
            breach = "link of epoch " + place;
        } else if (line.startsWith("seal ")) {
            for (String lane : List.of("life", "data")) {
                if (words.containsKey(lane)) {
                    seal(place, Long.parseLong(word(words, "epoch")), lane, word(words, lane));
                }
            }
        }
        prev = word(words, "hash");
    }

    private void seal(String place, long epoch, String lane, String part) {
        String[] words = part.split("[-:]", -1);
        long gone = deleted.getOrDefault(epoch + lane, 0L);
        MessageDigest all = digest();
        boolean whole = true;
        for (long number = Long.parseLong(words[0]); number <= Long.parseLong(words[1]); number++) {
            Disk disk = disks.get(epoch);
            byte[] record = disk == null || !disk.records().containsKey(lane)
                    ? null
                    : disk.records().getOrDefault(lane, new TreeMap<>()).get(number);
            if (record == null) {
                whole = false;
                breach = number > gone ? "no " + lane + " " + number + " for the seal of epoch " + place : breach;
                continue;
            }
            byte[] hash = sha(record);
            all.update(hash);
            int mark = 8 * (int) (number - Long.parseLong(words[0]));
            if (!HEX.formatHex(hash, 0, 4).equals(words[3].substring(mark, mark + 8))) {
                breach = lane + " " + number + " is another under the seal of epoch " + place;
            }
            sealed++;
        }
        if (whole && !HEX.formatHex(all.digest()).equals(words[2])) {
            breach = lane + " under the seal of epoch " + place;
        }
    }

    private static Map<String, String> words(String line) {
        Map<String, String> words = new HashMap<>();
        for (String word : line.split(" ", -1)) {
            int is = word.indexOf('=');
            if (is > 0) {
                words.put(word.substring(0, is), word.substring(is + 1));
            }
        }
        return words;
    }

    private static String word(Map<String, String> words, String name) {
        return words.getOrDefault(name, "");
    }

    private static byte[] sha(byte[] bytes) {
        return digest().digest(bytes);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
