package org.vigie.adapter.hl7.mapping;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigie.adapter.hl7.codec.BoundedMemo;
import org.vigie.adapter.hl7.codec.Delimiters;
import org.vigie.adapter.hl7.codec.Hl7Message;
import org.vigie.model.limits.Limits;
import org.vigie.model.observation.AlarmLimits;
import org.vigie.model.unit.Unit;

/**
 * What codes, units and limits mean, found once: they are the same texts in each message of a monitor. One per decoder,
 * used on its thread.
 */
final class Readings {
    private static final int CAPACITY = Limits.DEFAULT.hl7().rememberedTexts();

    private final BoundedMemo<Coded> codes = new BoundedMemo<>(CAPACITY);
    private final BoundedMemo<Optional<Unit>> units = new BoundedMemo<>(CAPACITY);
    private final BoundedMemo<Optional<AlarmLimits>> limits = new BoundedMemo<>(CAPACITY);

    /** OBX-3 of a row. */
    Coded code(Hl7Message message, Hl7Message.Segment obx) {
        String text = obx.text(3);
        return meansItself(message, text) ? codes.get(text, sent -> Coded.read(obx, 3, 1)) : Coded.read(obx, 3, 1);
    }

    /** OBX-6 of a row; null when it sends none. */
    @Nullable Unit unit(Hl7Message message, Hl7Message.Segment obx) {
        String text = obx.text(6);
        return meansItself(message, text)
                ? units.get(text, sent -> Optional.ofNullable(Units.read(obx))).orElse(null)
                : Units.read(obx);
    }

    /** Alarm limits of OBX-7; null when there are none. */
    @Nullable AlarmLimits limits(String sent) {
        return limits.get(sent, text -> Optional.ofNullable(Numbers.limits(text)))
                .orElse(null);
    }

    /** False when the same text could mean something else in another message. */
    private static boolean meansItself(Hl7Message message, String text) {
        return message.msh().delimiters().equals(Delimiters.USUAL) && text.indexOf('\\') < 0;
    }
}
