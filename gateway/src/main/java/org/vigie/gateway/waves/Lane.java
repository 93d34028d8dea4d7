package org.vigie.gateway.waves;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.vigie.model.BedId;
import org.vigie.model.limits.Limits;
import org.vigie.model.observation.Quality;
import org.vigie.model.observation.Waveform;

/** One curve while it runs: its axis, its scale and what displays know of it. One thread. */
final class Lane {
    /** A shorter block is believed after this many messages; a longer one at once. */
    private static final int SHORTER_AFTER = 20;

    private final Axis axis;
    private final Scale scale;
    private LaneInfo info;
    private Instant heard;
    private long message;
    private int inMessage;
    private int longestLately;
    private int messages;

    /** A lane that begins; its first block follows by {@link #take}. */
    Lane(int number, BedId bed, Waveform wave, Scale scale, Limits.Waves limits, Instant at) {
        this.axis = new Axis(wave.rateHz(), limits);
        this.scale = scale;
        this.heard = at;
        this.info = new LaneInfo(
                number,
                bed.value(),
                wave.parameter(),
                wave.unit(),
                wave.rateHz(),
                scale.offset(),
                scale.step(),
                wave.span(),
                Duration.ZERO,
                wave.quality());
    }

    LaneInfo info() {
        return info;
    }

    Instant heard() {
        return heard;
    }

    /** True when displays can go on drawing with what they know. */
    boolean fits(Waveform wave) {
        return wave.rateHz() == info.rateHz()
                && wave.unit().equals(info.unit())
                && Objects.equals(wave.span(), info.span())
                && scale.holds(wave);
    }

    /**
     * Takes a block.
     *
     * @param number of the message it came in, so that blocks of one message count together
     * @return what is new of it
     */
    List<Piece> take(Waveform wave, long number, Instant at, WaveTotals totals) {
        heard = at;
        note(wave, number);
        int samples = wave.length();
        Axis.Place place = axis.place(samples, wave.sourceTime(), at);
        totals.missing(place.gap());
        List<Piece> pieces = new ArrayList<>(place.parts().size());
        int used = 0;
        boolean missing = wave.quality() == Quality.INVALID;
        for (Stretch part : place.parts()) {
            short[] numbers = new short[(int) part.length()];
            int offset = (int) (part.from() - place.start());
            if (missing) {
                Arrays.fill(numbers, Scale.MISSING);
            } else {
                for (int i = 0; i < numbers.length; i++) {
                    numbers[i] = scale.number(wave.sample(offset + i));
                }
            }
            used += numbers.length;
            pieces.add(new Piece(info.lane(), part.from(), numbers));
        }
        totals.late(samples - used);
        return pieces;
    }

    private void note(Waveform wave, long number) {
        if (number != message) {
            message = number;
            inMessage = 0;
            messages++;
        }
        inMessage += wave.length();
        longestLately = Math.max(longestLately, inMessage);
        Duration block = duration(longestLately);
        if (messages > SHORTER_AFTER) {
            messages = 0;
            longestLately = inMessage;
        } else if (block.compareTo(info.block()) < 0) {
            block = info.block();
        }
        if (!block.equals(info.block()) || wave.quality() != info.quality()) {
            info = new LaneInfo(
                    info.lane(),
                    info.bed(),
                    info.parameter(),
                    info.unit(),
                    info.rateHz(),
                    info.offset(),
                    info.step(),
                    info.span(),
                    block,
                    wave.quality());
        }
    }

    private Duration duration(int samples) {
        return Duration.ofMillis(Math.round(samples * 1_000.0 / info.rateHz()));
    }
}
