package org.vigie.simulator.monitor.intellivue;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;

/** The monitor's AbsoluteTime: eight BCD bytes of local time without zone (intellivue-protocol.md section 9). */
final class DeviceTime {
    private DeviceTime() {}

    static Wire absolute(Instant instant, ZoneId zone) {
        LocalDateTime local = LocalDateTime.ofInstant(instant, zone);
        Wire wire = date(local.toLocalDate());
        bcd(wire, local.getHour());
        bcd(wire, local.getMinute());
        bcd(wire, local.getSecond());
        return wire.u8(0); // hundredths: zero in every capture
    }

    static Wire dayOnly(LocalDate day) {
        return date(day).zeros(4);
    }

    private static Wire date(LocalDate day) {
        Wire wire = new Wire();
        bcd(wire, day.getYear() / 100);
        bcd(wire, day.getYear() % 100);
        bcd(wire, day.getMonthValue());
        bcd(wire, day.getDayOfMonth());
        return wire;
    }

    private static void bcd(Wire wire, int value) {
        wire.u8(value / 10 * 16 + value % 10);
    }
}
