package org.vigie.profiles;

import org.jspecify.annotations.Nullable;
import org.vigie.model.alarm.AlarmKind;
import org.vigie.model.alarm.Priority;

/**
 * One alarm of a monitor: the vendor's own code and what it means. An alarm without a rule is still shown, at least
 * medium.
 *
 * @param local the vendor's code
 * @param mdc reference identifier of the event; null when none fits
 * @param kind physiological or technical
 * @param priority the priority; null when the device tells it ({@code from-device})
 * @param about reference identifier of the value it is about; null when it is about none
 */
public record AlarmRule(
        String local,
        @Nullable String mdc,
        AlarmKind kind,
        @Nullable Priority priority,
        @Nullable String about) {}
