package org.vigie.adapter.hl7.mapping;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vigie.profiles.Nomenclature;

/**
 * What one OBX of an alarm group says. The name decides, then the number (old and new ones), the facet number of OBX-4
 * only as a last resort: see reference "hl7-profiles", 4.1.
 */
enum Facet {
    EVENT,
    SOURCE,
    PHASE,
    STATE,
    INACTIVATION,
    PRIORITY,
    TYPE,
    ANNOTATION,
    CONFIRM_TIMEOUT,
    /** A row of the containment tree or another attribute: no part of the alarm. */
    DEVICE,
    /** A measured value: the one that alarms, or further evidence. */
    METRIC,
    UNKNOWN;

    private static final Map<String, Facet> BY_NAME = Map.ofEntries(
            Map.entry("MDC_ATTR_ALERT_SOURCE", SOURCE),
            Map.entry("MDC_ATTR_ALARM_SOURCE", SOURCE),
            Map.entry("MDC_ATTR_EVENT_PHASE", PHASE),
            Map.entry("MDC_ATTR_ALARM_PHASE", PHASE),
            Map.entry("MDC_ATTR_ALERT_PHASE", PHASE),
            Map.entry("MDC_ATTR_ALARM_STATE", STATE),
            Map.entry("MDC_ATTR_ALERT_STATE", STATE),
            Map.entry("MDC_ATTR_ALARM_INACTIVATION_STATE", INACTIVATION),
            Map.entry("MDC_ATTR_ALERT_INACTIVATION_STATE", INACTIVATION),
            Map.entry("MDC_ATTR_ALARM_PRIORITY", PRIORITY),
            Map.entry("MDC_ATTR_ALERT_PRIORITY", PRIORITY),
            Map.entry("MDC_ATTR_ALERT_TYPE", TYPE),
            Map.entry("MDC_ATTR_ALARM_TYPE", TYPE),
            Map.entry("MDC_ATTR_ALERT_ANNOTATION", ANNOTATION),
            Map.entry("MDC_ATTR_ALARM_ANNOTATION", ANNOTATION),
            Map.entry("MDC_ATTR_CONFIRM_TIMEOUT", CONFIRM_TIMEOUT));

    /** Numbers of both editions; 8485 and 684800 to 684820 are misprints of the Technical Framework. */
    private static final Map<Integer, Facet> BY_NUMBER = Map.ofEntries(
            Map.entry(68480, SOURCE),
            Map.entry(68481, PHASE),
            Map.entry(68482, STATE),
            Map.entry(68483, INACTIVATION),
            Map.entry(68484, PRIORITY),
            Map.entry(68485, TYPE),
            Map.entry(68164, SOURCE),
            Map.entry(68165, PHASE),
            Map.entry(68166, STATE),
            Map.entry(68167, INACTIVATION),
            Map.entry(8485, TYPE),
            Map.entry(684800, SOURCE),
            Map.entry(684810, PHASE),
            Map.entry(684820, STATE),
            Map.entry(67860, CONFIRM_TIMEOUT));

    private static final List<Facet> BY_PLACE = List.of(EVENT, SOURCE, PHASE, STATE, INACTIVATION, PRIORITY, TYPE);

    /** The facet of a row. */
    static Facet of(Row row, Coded code) {
        String name = code.name();
        Facet named = BY_NAME.get(name);
        if (named != null) {
            return named;
        }
        if (name.startsWith("MDC_EVT_")) {
            return EVENT;
        }
        if (!name.isEmpty()) {
            return otherName(row, code);
        }
        Facet numbered = BY_NUMBER.get(code.number());
        if (numbered != null) {
            return numbered;
        }
        Facet worded = byWord(code.text().isEmpty() ? code.local() : code.text());
        return worded != null ? worded : byPlace(row);
    }

    private static Facet otherName(Row row, Coded code) {
        if (code.is(Nomenclature.Kind.DEVICE)
                || code.is(Nomenclature.Kind.ATTRIBUTE)
                || ObservationMapper.isDeviceRow(row, code)) {
            return DEVICE;
        }
        return code.term().isPresent() ? METRIC : UNKNOWN;
    }

    /** Names without the prefix, as some reporters send them. */
    private static @Nullable Facet byWord(String text) {
        String word = text.strip().toUpperCase(Locale.ROOT).replace(' ', '_');
        return BY_NAME.get("MDC_ATTR_" + word);
    }

    /** The fifth number of OBX-4, or the fourth where all rows have four (Draeger). */
    private static Facet byPlace(Row row) {
        if (row.depth() != 5 || row.place().length() > 2) {
            return UNKNOWN;
        }
        int place = Integer.parseInt(row.place());
        return place >= 1 && place <= BY_PLACE.size() ? BY_PLACE.get(place - 1) : UNKNOWN;
    }

    /** True for facets that only an alarm has. */
    boolean isOfAlarm() {
        return switch (this) {
            case PHASE, STATE, INACTIVATION, PRIORITY, TYPE, CONFIRM_TIMEOUT -> true;
            case EVENT, SOURCE, ANNOTATION, DEVICE, METRIC, UNKNOWN -> false;
        };
    }
}
