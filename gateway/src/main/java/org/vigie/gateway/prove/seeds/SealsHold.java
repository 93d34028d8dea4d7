package org.vigie.gateway.prove.seeds;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.vigie.gateway.link.Entry;
import org.vigie.gateway.link.Lane;

/**
 * N8 at the end of a seed: the chain of each edge verifies after all its crashes, and nothing can be changed unseen.
 */
final class SealsHold {
    /** Apart from the chance of the seed, which goes on as it did before there was a chain. */
    private final SplittableRandom chance;

    private final String edge;
    private final Map<Long, SealChecker.Disk> disks = new TreeMap<>();

    SealsHold(SimEdge edge) {
        this.edge = edge.name;
        chance = new SplittableRandom(edge.disk.seals().starts().size());
        for (Map.Entry<Long, Disk.Epoch> epoch : edge.disk.all()) {
            Map<String, NavigableMap<Long, byte[]>> records = new TreeMap<>();
            for (Lane lane : List.of(Lane.LIFE, Lane.DATA)) {
                NavigableMap<Long, byte[]> there = new TreeMap<>();
                int deleted = epoch.getValue().first.getOrDefault(lane, 0);
                for (Entry entry : epoch.getValue().of(lane)) {
                    if (entry.seq() > deleted) {
                        there.put(entry.seq(), Seals.bytes(entry));
                    }
                }
                records.put(lane.name().toLowerCase(Locale.ROOT), there);
            }
            List<String> lines = edge.disk.seals().starts().stream()
                    .filter(start -> start.epoch() == epoch.getKey())
                    .flatMap(start -> start.lines().stream())
                    .toList();
            disks.put(epoch.getKey(), new SealChecker.Disk(lines, records));
        }
    }

    void check() {
        SealChecker.Result whole = SealChecker.check(disks);
        Truth.check(whole.holds(), "N8: the chain does not verify", edge, whole.breach());
        if (whole.sealed() == 0) {
            return;
        }
        changed("a record exchanged", map -> map.forEach((number, bytes) -> bytes[bytes.length - 1] ^= 1));
        changed("records removed", NavigableMap::clear);
        if (disks.size() > 2) {
            Map<Long, SealChecker.Disk> fewer = new TreeMap<>(disks);
            fewer.remove(List.copyOf(disks.keySet()).get(1 + chance.nextInt(disks.size() - 2)));
            Truth.check(!SealChecker.check(fewer).holds(), "N8: a start is missing unseen", edge);
        }
        disks.forEach((epoch, disk) -> {
            if (disk.lines().size() > 1) {
                Map<Long, SealChecker.Disk> less = new TreeMap<>(disks);
                SealChecker.Disk copy = disk.copy();
                copy.lines().remove(chance.nextInt(copy.lines().size() - 1));
                less.put(epoch, copy);
                Truth.check(!SealChecker.check(less).holds(), "N8: a seal is missing unseen", edge, epoch);
            }
        });
    }

    /** One sealed record of each start is changed, by itself. */
    private void changed(String what, Consumer<NavigableMap<Long, byte[]>> change) {
        disks.forEach((epoch, disk) -> {
            long sealed = sealedLife(epoch);
            if (sealed > 0) {
                long number = 1 + chance.nextLong(sealed);
                Map<Long, SealChecker.Disk> other = new TreeMap<>(disks);
                SealChecker.Disk copy = disk.copy();
                NavigableMap<Long, byte[]> life = copy.records().getOrDefault("life", new TreeMap<>());
                life.computeIfPresent(number, (same, bytes) -> bytes.clone());
                change.accept(life.subMap(number, true, number, true));
                other.put(epoch, copy);
                Truth.check(!SealChecker.check(other).holds(), "N8: " + what + " unseen", edge, epoch, number);
            }
        });
    }

    /** Last number among alarms of a start that lies under a seal. */
    private long sealedLife(long epoch) {
        return disks.values().stream()
                .flatMap(disk -> disk.lines().stream())
                .filter(line -> line.startsWith("seal epoch=" + epoch + " ") && line.contains(" life="))
                .mapToLong(line -> Long.parseLong(line.replaceFirst(".* life=\\d+-(\\d+):.*", "$1")))
                .max()
                .orElse(0);
    }
}
