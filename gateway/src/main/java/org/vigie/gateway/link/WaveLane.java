package org.vigie.gateway.link;

import org.jspecify.annotations.Nullable;

/**
 * One curve on its way over a link, as its edge tells of it.
 *
 * @param lane number that blocks name it by; another curve, or the same in another form, has another one
 * @param bed its name at the edge
 * @param code reference identifier of what is measured; null when it has none
 * @param label for a person, may be empty
 * @param unit by its UCUM code
 * @param rateHz samples per second, greater than 0
 * @param scale how numbers become values
 * @param blockMs longest stretch that comes in one piece, milliseconds
 * @param quality word of it
 */
public record WaveLane(
        int lane,
        String bed,
        @Nullable String code,
        String label,
        String unit,
        double rateHz,
        Scale scale,
        int blockMs,
        String quality) {
    private static final int TEXT = 255;
    private static final int LONGEST_BLOCK_MS = 60_000;

    /**
     * How a number becomes a value: {@code offset + step * number}.
     *
     * @param offset value of 0
     * @param step value of 1
     * @param low value of the lower edge of the lane on the monitor; NaN when it does not tell
     * @param high value of the upper edge; NaN when it does not tell
     */
    public record Scale(double offset, double step, double low, double high) {}

    void write(Wire.Out out) {
        out.number(lane);
        out.text(bed);
        out.text(code == null ? "" : code);
        out.text(label);
        out.text(unit);
        out.real(rateHz);
        out.real(scale.offset());
        out.real(scale.step());
        out.real(scale.low());
        out.real(scale.high());
        out.number(blockMs);
        out.text(quality);
    }

    static WaveLane read(Wire.In in) throws Wire.Malformed {
        int lane = in.count(0xffff);
        String bed = in.text(TEXT);
        String code = in.text(TEXT);
        String label = in.text(TEXT);
        String unit = in.text(TEXT);
        double rate = in.real();
        Scale scale = new Scale(in.real(), in.real(), in.real(), in.real());
        WaveLane read = new WaveLane(
                lane,
                bed,
                code.isEmpty() ? null : code,
                label,
                unit,
                rate,
                scale,
                in.count(LONGEST_BLOCK_MS),
                in.text(TEXT));
        if (!(rate > 0 && rate < 100_000) || !Double.isFinite(scale.offset()) || !Double.isFinite(scale.step())) {
            throw new Wire.Malformed("lane of waves");
        }
        return read;
    }
}
