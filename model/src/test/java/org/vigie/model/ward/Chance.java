package org.vigie.model.ward;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.vigie.model.BedId;
import org.vigie.model.SourceId;
import org.vigie.model.alarm.Priority;
import org.vigie.model.link.LinkReason;
import org.vigie.model.observation.AbsenceReason;
import org.vigie.model.observation.Absent;
import org.vigie.model.observation.Quality;
import org.vigie.model.report.AlarmPhase;
import org.vigie.model.report.AlarmReport;
import org.vigie.model.report.AlarmSnapshot;
import org.vigie.model.report.Inactivation;
import org.vigie.model.report.Observed;

/** Events by chance, repeatable by their seed. */
final class Chance {
    static final List<String> BEDS = List.of("R01", "R02", "R03");
    private final Random random;
    private int commands;

    Chance(long seed) {
        random = new Random(seed);
    }

    /** Until the next event: mostly fractions of a second, now and then minutes. */
    Duration pause() {
        int kind = random.nextInt(100);
        return Duration.ofMillis(
                kind < 80 ? random.nextInt(700) : kind < 95 ? random.nextInt(6_000) : random.nextInt(200_000));
    }

    Duration upTo(Duration longest) {
        return Duration.ofMillis(random.nextInt((int) longest.toMillis() + 1));
    }

    WardEvent event(Ward ward) {
        String bed = BEDS.get(random.nextInt(BEDS.size()));
        SourceId source = random.nextInt(40) == 0 ? new SourceId("hl7/other") : Rig.source(bed);
        String connection = "c/" + source;
        return switch (random.nextInt(40)) {
            case 0 -> new WardEvent.Alive(source, connection);
            case 1 -> new WardEvent.Unreadable(source, connection, "bad");
            case 2 -> new WardEvent.Connected(source, connection);
            case 3 -> new WardEvent.Disconnected(source, connection, LinkReason.CLOSED_BY_PEER);
            case 4 -> new WardEvent.Suspended(Duration.ZERO);
            case 5 -> random.nextInt(4) == 0 ? new WardEvent.Restarted() : new WardEvent.StorageChanged(level());
            case 6, 7, 8, 9, 10 -> command(ward, bed);
            case 11 ->
                heard(
                        source,
                        new AlarmSnapshot(
                                bed, Rig.DEVICE, "list", List.of(alarm(bed).in(AlarmPhase.START))));
            case 12 -> heard(source, new AlarmSnapshot(bed, Rig.DEVICE, "list", List.of()));
            case 13 ->
                heard(source, new Observed(bed, Rig.DEVICE, new Absent(Rig.SPO2, AbsenceReason.SENSOR_OFF, null)));
            case 14, 15, 16, 17, 18, 19, 20 -> heard(source, alarm(bed));
            default -> heard(source, Rig.value(bed, random.nextBoolean() ? Rig.HR : Rig.SPO2, 60 + random.nextInt(60)));
        };
    }

    private static WardEvent heard(SourceId source, org.vigie.model.report.Report report) {
        return new WardEvent.Heard(source, "c/" + source, List.of(report));
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private StorageLevel level() {
        return one(List.of(StorageLevel.values()));
    }

    private WardEvent command(Ward ward, String bed) {
        commands++;
        Action action = one(List.of(Action.values()));
        List<AlarmCondition> alarms = ward.alarms(random.nextInt(4) == 0 ? BedId.UNIT : new BedId(bed));
        boolean named = action == Action.ACKNOWLEDGE || action == Action.CLOSE;
        String alarm = named && !alarms.isEmpty()
                ? alarms.get(random.nextInt(alarms.size())).id()
                : null;
        BedId where = random.nextInt(5) == 0 ? null : new BedId(bed);
        return new WardEvent.Commanded("c" + commands, action, where, alarm, "AB");
    }

    private AlarmReport alarm(String bed) {
        Rig.AlarmWords words = Rig.words(bed, "CODE_LO_VAL" + random.nextInt(3))
                .priority(one(List.of(Priority.values())))
                .phase(one(List.of(AlarmPhase.values())));
        if (random.nextInt(4) == 0) {
            words.technical();
        }
        if (random.nextInt(6) == 0) {
            words.momentary();
        }
        if (random.nextInt(6) == 0) {
            words.silenced(one(List.of(Inactivation.values())));
        }
        if (random.nextInt(8) == 0) {
            words.quality(Quality.DEMO);
        }
        return random.nextBoolean()
                ? words.done()
                : words.id("i" + random.nextInt(4)).done();
    }
}
