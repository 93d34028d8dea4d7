package org.vigie.model.ward;

import org.jspecify.annotations.Nullable;
import org.vigie.model.score.News2;

/**
 * What a person saw at the bedside and entered, because no monitor measures it. Belongs to the patient: it moves with a
 * transfer and goes with a discharge.
 *
 * @param consciousness null when nobody has entered it
 * @param oxygen true with supplemental oxygen, false on air; null when nobody has entered it
 * @param scale of SpO2 that a clinician has decided on; stays until it is changed
 */
public record Seen(
        News2.@Nullable Entry<News2.Consciousness> consciousness,
        News2.@Nullable Entry<Boolean> oxygen,
        News2.Scale scale) {
    static final Seen NOTHING = new Seen(null, null, News2.Scale.ONE);
}
