package org.vigie.gateway.prove.seeds;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.link.EdgeUplink;
import org.vigie.gateway.link.Entry;
import org.vigie.gateway.link.Lane;
import org.vigie.gateway.link.Packet;
import org.vigie.gateway.link.PacketCodec;
import org.vigie.gateway.link.UplinkEffect;
import org.vigie.gateway.link.UplinkEvent;
import org.vigie.model.limits.LinkLimits;

/** One box with beds. Its process may crash, stand still, or run twice; its disk and its monitors stay. */
final class SimEdge {
    /** What does not change of a bed: long enough that states travel as differences, as those of real beds do. */
    private static final String STEADY = ";{\"code\":\"HR\",\"unit\":\"/min\",\"limits\":[50,120]}".repeat(40);

    private static final long FORCE_MS = 20;

    /** A monitor that has said nothing for so long is silent, and the box says so, when it comes to it. */
    private static final long SILENT_MS = 3_000;

    private static final long NOTICES_MS = 600;

    final String name;
    final Disk disk = new Disk();
    final Truth truth;
    private final Timeline time;
    private final int beds;
    private final Map<String, SortedSet<String>> monitors = new TreeMap<>();
    private final BiFunction<String, Lane, Cable> cables;
    private final List<String> hubs;
    private int alarmNo;
    private @Nullable Run run;

    /** One run of the process. */
    final class Run {
        final long epoch = disk.open(time.now());
        final long boot = time.chance.nextLong() | 1;
        final Map<String, EdgeUplink> uplinks = new HashMap<>();
        final Map<String, SortedSet<String>> alarms = new TreeMap<>();
        final Map<String, Integer> told = new HashMap<>();
        final Map<String, String> values = new TreeMap<>();
        final Set<String> changed = new TreeSet<>();
        boolean stopped;
        boolean frozen;
        boolean forcing;

        /** What waits until the process goes on, in its order. */
        private final List<Runnable> inBuffers = new ArrayList<>();

        Run() {
            for (String hub : hubs) {
                uplinks.put(hub, new EdgeUplink(name, epoch, boot, LinkLimits.DEFAULT));
            }
        }

        void goOn() {
            frozen = false;
            List<Runnable> waiting = List.copyOf(inBuffers);
            inBuffers.clear();
            waiting.forEach(Runnable::run);
        }

        boolean acts() {
            return !stopped && !frozen;
        }

        void on(String hub, UplinkEvent event) {
            EdgeUplink uplink = uplinks.get(hub);
            if (stopped || uplink == null) {
                return;
            }
            if (frozen) {
                inBuffers.add(() -> on(hub, event));
                return;
            }
            for (UplinkEffect effect : uplink.on(event, time.now())) {
                switch (effect) {
                    case UplinkEffect.Send send -> send(hub, send);
                    case UplinkEffect.Read read ->
                        time.in(time.between(1, 30), () -> on(hub, new UplinkEvent.Found(disk.read(read.ask()))));
                    case UplinkEffect.Apply apply -> {
                        truth.applied(name, apply.command().id());
                        time.in(
                                time.between(1, 30),
                                () -> on(
                                        hub,
                                        new UplinkEvent.Answered(new Packet.Answer(
                                                apply.command().id(), true, null))));
                    }
                }
            }
            truth.bounded(uplink.status(time.now()));
        }

        private void send(String hub, UplinkEffect.Send send) {
            byte[] bytes = PacketCodec.encode(send.packet());
            Cable cable = cables.apply(hub, send.lane());
            boolean taken = this == run ? cable.fromEdge(bytes, send.token()) : cable.fromGhost(bytes);
            if (this != run) {
                truth.zombie(taken);
            } else if (!taken) {
                time.in(0, () -> on(hub, new UplinkEvent.Refused(send.lane(), send.token())));
            }
        }

        void everyHub(UplinkEvent event) {
            hubs.forEach(hub -> on(hub, event));
        }

        void alarm(String bed, String id, boolean on) {
            boolean news = on
                    ? alarms.computeIfAbsent(bed, some -> new TreeSet<>()).add(id)
                    : alarms.computeIfAbsent(bed, some -> new TreeSet<>()).remove(id);
            if (news) {
                disk.append(epoch, Lane.LIFE, text((on ? "+" : "-") + bed + "/" + id), time.now());
                changed.add(bed);
                commit();
            }
        }

        /**
         * Values of monitors that have become silent, or were not heard, are marked: by another thread, a little later.
         */
        void look() {
            time.in(time.between(0, NOTICES_MS), () -> {
                if (acts()) {
                    values.forEach((bed, value) -> {
                        if (Truth.isOld(value, time.now(), SILENT_MS)) {
                            values.put(bed, Truth.STALE);
                            changed.add(bed);
                            commit();
                        }
                    });
                }
            });
        }

        void value(String bed, String value) {
            values.put(bed, value);
            disk.append(epoch, Lane.DATA, text(bed + "=" + value), time.now());
            changed.add(bed);
            commit();
        }

        private void commit() {
            if (!forcing) {
                forcing = true;
                time.in(time.between(1, FORCE_MS), this::force);
            }
        }

        private void force() {
            forcing = false;
            if (stopped) {
                return;
            }
            if (frozen) {
                inBuffers.add(this::force);
                return;
            }
            for (Entry entry : disk.force(epoch, time.now())) {
                truth.durable(name, entry, time.now());
                everyHub(new UplinkEvent.Appended(entry));
            }
            for (String bed : changed) {
                Set<String> on = alarms.getOrDefault(bed, new TreeSet<>());
                byte[] life = text(String.join(",", on) + ";" + bed + STEADY);
                byte[] data = text(values.getOrDefault(bed, "") + ";" + bed + STEADY);
                truth.state(name, epoch, bed, life, data, time.now());
                Integer before = told.put(bed, on.size());
                boolean ended = before != null && on.size() < before;
                everyHub(new UplinkEvent.Changed(Packet.Part.LIFE, bed, life, ended));
                everyHub(UplinkEvent.Changed.now(Packet.Part.DATA, bed, data));
            }
            changed.clear();
        }
    }

    SimEdge(
            String name,
            int beds,
            List<String> hubs,
            Timeline time,
            Truth truth,
            BiFunction<String, Lane, Cable> cables) {
        this.name = name;
        this.beds = beds;
        this.hubs = hubs;
        this.time = time;
        this.truth = truth;
        this.cables = cables;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Nullable Run run() {
        return run;
    }

    boolean acts() {
        return run != null && run.acts();
    }

    /** The process starts: what the journal says, then what the monitors say. */
    void start() {
        Run next = new Run();
        run = next;
        for (Map.Entry<Long, Disk.Epoch> epoch : disk.all()) {
            for (Entry entry : epoch.getValue().of(Lane.LIFE)) {
                String said = new String(entry.payload(), StandardCharsets.UTF_8);
                String bed = said.substring(1, said.indexOf('/'));
                SortedSet<String> on = next.alarms.computeIfAbsent(bed, some -> new TreeSet<>());
                String id = said.substring(said.indexOf('/') + 1);
                boolean unused = said.charAt(0) == '+' ? on.add(id) : on.remove(id);
            }
        }
        for (int i = 0; i < beds; i++) {
            String bed = "B" + i;
            next.changed.add(bed);
            for (String id : new ArrayList<>(next.alarms.getOrDefault(bed, new TreeSet<>()))) {
                if (!monitor(bed).contains(id)) {
                    next.alarm(bed, id, false);
                }
            }
            monitor(bed).forEach(id -> next.alarm(bed, id, true));
        }
        next.commit();
        for (String hub : hubs) {
            for (Lane lane : Lane.values()) {
                if (cables.apply(hub, lane).up()) {
                    next.on(hub, new UplinkEvent.Up(lane));
                }
            }
        }
    }

    /** Power cut, or kill -9: the same to what is not forced here. */
    void crash() {
        if (run != null) {
            run.stopped = true;
            run = null;
            disk.crash(time);
            hubs.forEach(hub -> List.of(Lane.values())
                    .forEach(lane -> cables.apply(hub, lane).reset()));
        }
    }

    /** The process stands still. */
    void freeze(long ms) {
        Run now = run;
        if (now != null && !now.frozen) {
            now.frozen = true;
            time.in(ms, now::goOn);
        }
    }

    /** Another process takes over while this one stands still, and this one goes on as if nothing had happened. */
    void overtake(long ms) {
        Run old = run;
        if (old == null || old.frozen) {
            return;
        }
        old.frozen = true;
        disk.crash(time);
        run = null;
        hubs.forEach(hub ->
                List.of(Lane.values()).forEach(lane -> cables.apply(hub, lane).reset()));
        start();
        time.in(ms, () -> {
            old.goOn();
            goesOn(old);
        });
        time.in(ms + 3_000, () -> old.stopped = true);
    }

    private void goesOn(Run old) {
        if (!old.stopped) {
            byte[] ghost = text("ghost" + time.now());
            truth.life(name, old.epoch, "B0", ghost, time.now());
            old.everyHub(UplinkEvent.Changed.now(Packet.Part.LIFE, "B0", ghost));
            old.everyHub(new UplinkEvent.Tick(0));
            old.look();
            time.in(200, () -> goesOn(old));
        }
    }

    private SortedSet<String> monitor(String bed) {
        return monitors.computeIfAbsent(bed, some -> new TreeSet<>());
    }

    /** A monitor begins or ends an alarm, and says so. */
    void monitorAlarms(int bedNo) {
        String bed = "B" + bedNo;
        SortedSet<String> on = monitor(bed);
        boolean begins = on.isEmpty() || (on.size() < 3 && time.pick(2) == 0);
        String id = begins ? "a" + ++alarmNo : on.first();
        boolean unused = begins ? on.add(id) : on.remove(id);
        if (run != null && run.acts()) {
            run.alarm(bed, id, begins);
        }
    }

    /** A monitor speaks: with the value each second, with an alarm now and then. */
    void monitorSpeaks(int bedNo, boolean toggles) {
        String bed = "B" + bedNo;
        if (toggles) {
            monitorAlarms(bedNo);
        }
        if (run != null && run.acts()) {
            Set<String> believed = new HashSet<>(run.alarms.getOrDefault(bed, new TreeSet<>()));
            believed.removeAll(monitor(bed));
            believed.forEach(id -> run.alarm(bed, id, false)); // a list of alarms: what is not on it is over
            monitor(bed).forEach(id -> run.alarm(bed, id, true));
            run.value(bed, Long.toString(time.now()));
        }
    }

    int beds() {
        return beds;
    }

    void tick() {
        if (run != null && run.acts()) {
            run.everyHub(new UplinkEvent.Tick(time.now() + truth.wallOffset(name)));
            run.look();
        }
    }

    /** The uplink's end of a cable. */
    Cable.End end(String hub) {
        return new Cable.End() {
            @Override
            public void up(Lane lane) {
                on(new UplinkEvent.Up(lane));
            }

            @Override
            public void down(Lane lane) {
                on(new UplinkEvent.Down(lane));
            }

            @Override
            public void acknowledged(Lane lane, long token) {
                on(new UplinkEvent.Acknowledged(lane, token));
            }

            @Override
            public void received(byte[] bytes) {
                PacketCodec.decode(bytes).ifPresent(packet -> on(new UplinkEvent.Came(packet)));
            }

            private void on(UplinkEvent event) {
                if (run != null) {
                    run.on(hub, event);
                }
            }
        };
    }
}
