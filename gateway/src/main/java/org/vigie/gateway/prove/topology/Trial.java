package org.vigie.gateway.prove.topology;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** One fault, begun, looked at ten times a second at both hubs until everything is live again. */
public final class Trial {
    private static final long BETWEEN_LOOKS_MS = 100;

    private final Fault fault;
    private final Unit unit;
    private final Terms terms;
    /** Ids of alarms that were there before. */
    private final Map<String, Set<String>> known = new HashMap<>();
    /** Ids of alarms that came, and their edges. */
    private final Map<String, Map<String, String>> came = new HashMap<>();

    private final Set<String> wrong = new LinkedHashSet<>();
    /** Hubs that stand still: to ask them would take the time of a look at the other. */
    private Set<String> still = Set.of();

    private long looks;
    private long lookedAt;
    private long longestNanos;

    /**
     * How much time a hub has. Generous: a busy machine is no fault of the link; the figures are told.
     *
     * @param shown until it shows the fault
     * @param again until all is live again, for good
     * @param kept at most how long a fault is kept up once it is shown
     * @param stays how long everything has to stay live to be so for good
     */
    public record Terms(Duration shown, Duration again, Duration kept, Duration stays) {
        static final Terms USUAL =
                new Terms(Duration.ofSeconds(30), Duration.ofSeconds(90), Duration.ofMinutes(1), Duration.ofSeconds(3));
    }

    /**
     * What was found.
     *
     * @param shown seconds until the hubs showed what they had to; infinite for never
     * @param again seconds until all was live again for good, since the process was killed or the cable was plugged in
     * @param looks at each hub
     * @param longest seconds between two looks: in between nobody knows
     * @param wrong what should not have been, in words
     */
    public record Finding(double shown, double again, long looks, double longest, List<String> wrong) {
        /** Everything was as it was said beforehand. */
        public boolean holds() {
            return wrong.isEmpty();
        }
    }

    private Trial(Fault fault, Unit unit, Terms terms) {
        this.fault = fault;
        this.unit = unit;
        this.terms = terms;
    }

    /** Runs it; all beds have to be live at both hubs when it begins. */
    public static Finding of(Fault fault, Unit unit, Terms terms) throws IOException, InterruptedException {
        return new Trial(fault, unit, terms).run();
    }

    private Finding run() throws IOException, InterruptedException {
        Map<String, HubLook> before = new HashMap<>();
        for (String hub : Fault.HUBS) {
            Optional<HubLook> look = unit.look(hub);
            look.ifPresent(seen -> before.put(hub, seen));
            known.put(hub, look.map(seen -> seen.alarms().keySet()).orElse(Set.of()));
        }
        if (!isWhole(before)) {
            wrong.add("not all beds were live before");
        }
        long begun = System.nanoTime();
        unit.begin(fault);
        still = fault.kind() == Fault.Kind.STOPPED ? fault.silent() : Set.of();
        double shown = shown();
        keep();
        long mended = fault.kind() == Fault.Kind.KILLED ? begun : System.nanoTime();
        unit.end(fault);
        still = Set.of();
        double again = again(mended);
        for (String hub : Fault.HUBS) {
            List<String> said =
                    came.getOrDefault(hub, Map.of()).values().stream().sorted().toList();
            List<String> due = fault.lostAt(hub).stream().sorted().toList();
            // A hub that has started anew may say so of an edge that comes later than 15 s after it.
            if (!fault.silent().contains(hub) && !said.equals(due)) {
                wrong.add(hub + " had alarms for " + said + " instead of " + due);
            }
        }
        return new Finding(shown, again, looks, longestNanos / 1e9, List.copyOf(wrong));
    }

    /** Seconds until all was live and stayed so; behind an outage a bed may be slow for a moment once more. */
    private double again(long mended) throws InterruptedException {
        long since = -1;
        while (true) {
            boolean whole = isWhole(look());
            long now = System.nanoTime();
            if (whole && since >= 0 && now - since >= terms.stays().toNanos()) {
                return (since - mended) / 1e9;
            }
            if (!whole && now - mended > terms.again().toNanos()) {
                wrong.add("not all live again within " + terms.again().toSeconds() + " s");
                return Double.POSITIVE_INFINITY;
            }
            since = !whole ? -1 : since < 0 ? now : since;
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MS);
        }
    }

    private double shown() throws InterruptedException {
        long from = System.nanoTime();
        while (!isShown(look())) {
            if (seconds(from) > terms.shown().toSeconds()) {
                wrong.add("it was not shown within " + terms.shown().toSeconds() + " s");
                return Double.POSITIVE_INFINITY;
            }
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MS);
        }
        return seconds(from);
    }

    /** As long as nobody mends it, nothing that is lost may look like anything else. */
    private void keep() throws InterruptedException {
        Duration most = fault.kind().kept();
        Duration kept = most.compareTo(terms.kept()) < 0 ? most : terms.kept();
        long from = System.nanoTime();
        while (kept.isPositive()) {
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MS);
            Map<String, HubLook> seen = look();
            if (!isShown(seen)) {
                wrong.add("not shown any more: " + words(seen));
                return;
            }
            if (System.nanoTime() - from >= kept.toNanos()) {
                return;
            }
        }
    }

    private static double seconds(long from) {
        return (System.nanoTime() - from) / 1e9;
    }

    private static String words(Map<String, HubLook> seen) {
        Map<String, String> words = new TreeMap<>();
        seen.forEach((hub, look) -> words.put(hub, new TreeMap<>(look.beds()) + " " + look.lostEdges()));
        return words.toString();
    }

    /** Both hubs once; what is wrong at any time is kept. */
    private Map<String, HubLook> look() throws InterruptedException {
        Map<String, HubLook> seen = new HashMap<>();
        for (String hub : Fault.HUBS) {
            Optional<HubLook> look = still.contains(hub) ? Optional.empty() : unit.look(hub);
            look.ifPresent(found -> seen.put(hub, found));
            look.ifPresent(found -> judge(hub, found));
            if (look.isEmpty() && !fault.silent().contains(hub)) {
                wrong.add(hub + " did not answer");
            }
        }
        long now = System.nanoTime();
        longestNanos = looks++ == 0 ? 0 : Math.max(longestNanos, now - lookedAt);
        lookedAt = now;
        return seen;
    }

    private void judge(String hub, HubLook look) {
        if (!look.beds().keySet().equals(bedsOf(unit.beds().keySet()))) {
            wrong.add(hub + " had other beds: " + new TreeSet<>(look.beds().keySet()));
        }
        if (fault.silent().contains(hub)) {
            return;
        }
        Set<String> touched = bedsOf(fault.lostAt(hub));
        look.beds().forEach((bed, word) -> {
            if (!word.equals("live") && !touched.contains(bed)) {
                wrong.add(hub + ": " + bed + " was " + word);
            }
        });
        look.alarms().forEach((id, alarm) -> {
            if (!known.getOrDefault(hub, Set.of()).contains(id)) {
                came.computeIfAbsent(hub, some -> new HashMap<>()).put(id, alarm.edge());
            }
        });
    }

    private boolean isShown(Map<String, HubLook> seen) {
        return Fault.HUBS.stream().allMatch(hub -> {
            HubLook look = seen.get(hub);
            if (look == null || fault.silent().contains(hub)) {
                return look == null && fault.silent().contains(hub);
            }
            Set<String> edges = fault.lostAt(hub);
            return look.beds("lost").equals(bedsOf(edges))
                    && look.lostEdges().equals(edges.stream().sorted().toList());
        });
    }

    private boolean isWhole(Map<String, HubLook> seen) {
        return Fault.HUBS.stream().allMatch(hub -> {
            HubLook look = seen.get(hub);
            return look != null
                    && look.beds("live").equals(bedsOf(unit.beds().keySet()))
                    && look.beds().size() == look.beds("live").size()
                    && look.lostEdges().isEmpty();
        });
    }

    private Set<String> bedsOf(Set<String> edges) {
        Set<String> beds = new HashSet<>();
        edges.forEach(edge -> beds.addAll(unit.beds().getOrDefault(edge, Set.of())));
        return beds;
    }
}
