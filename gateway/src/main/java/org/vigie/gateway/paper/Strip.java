package org.vigie.gateway.paper;

import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.vigie.gateway.history.Clock;
import org.vigie.gateway.paper.Sheets.Printing;

/**
 * Waves on paper, true to scale: 25 mm a second, an ECG 10 mm a millivolt. What is missing is a gap of its true width,
 * never a line. All curves of a moment stand below each other, three stretches of time down the page. SOURCE:
 * central-ui.md sections 3.2 and 8. Thread-safe; not on an event loop.
 */
public final class Strip {
    static final float MM_PER_SECOND = 25;
    static final float MM_PER_MILLIVOLT = 10;
    static final float LEFT = 30;

    /** Width of one stretch, a third of 20 s. */
    static final float WIDTH = MM_PER_SECOND * 20 / 3;

    private static final int STRETCHES = 3;
    private static final int PER_PAGE = 3;
    private static final float LANE = 24;
    private static final float TOP = 36;
    private static final float BETWEEN = 8;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private final Printing printing;

    /** Strips of one installation. */
    public Strip(Printing printing) {
        this.printing = printing;
    }

    /**
     * One curve.
     *
     * @param label short text
     * @param unit UCUM
     * @param rateHz samples a second
     * @param fromMs first sample, milliseconds after the moment; negative before it
     * @param samples in {@code unit}; NaN where none came
     */
    @SuppressWarnings("ArrayRecordComponent") // made for one drawing, tens of thousands of numbers
    public record Track(String label, String unit, double rateHz, long fromMs, double[] samples) {
        boolean isEcg() {
            return unit.equals("mV");
        }

        /** Sample at a time, seconds after the moment; NaN when there is none. */
        double at(double seconds) {
            long index = Math.round((seconds - fromMs / 1000.0) * rateHz);
            return index < 0 || index >= samples.length ? Double.NaN : samples[(int) index];
        }
    }

    /**
     * Ten seconds before and after a moment.
     *
     * @param bed name on the door
     * @param what happened then, for example the alarm's text
     * @param at the moment, engine time
     * @param tracks curves; an empty list gives a page that says so
     */
    public byte[] pdf(String bed, String what, Instant at, List<Track> tracks, Clock clock) {
        return PaperDraft.make(printing, draft -> {
            int pages = Math.max(1, Math.ceilDiv(tracks.size(), PER_PAGE));
            for (int number = 0; number < pages; number++) {
                List<Track> part = tracks.subList(number * PER_PAGE, Math.min(tracks.size(), (number + 1) * PER_PAGE));
                try (PaperPage page = draft.page()) {
                    head(page, draft.words(), bed, what, draft.words().dateSeconds(clock.local(at)));
                    page.text(120, 10, 9, page.fitting(printing.site() + " · " + printing.unit(), 9, 80));
                    page.text(
                            120,
                            14.5f,
                            9,
                            draft.words().get("printed") + " " + draft.words().dateSeconds(clock.local(clock.now())));
                    if (part.isEmpty()) {
                        page.bold(LEFT, 60, 14, draft.words().get("strip.none"));
                    }
                    stretches(page, draft.words(), part, at, clock);
                    page.text(10, 293.5f, 6.5f, page.fitting(printing.box(), 6.5f, 90));
                    page.text(190, 290, 9, (number + 1) + "/" + pages);
                }
            }
        });
    }

    private void head(PaperPage page, PaperWords words, String bed, String what, String at) throws IOException {
        page.text(10, 6, 7, words.get("secondary"));
        page.bold(10, 14, 18, page.fitting(words.get("strip") + " " + bed, 18, 105));
        page.text(10, 21, 11, page.fitting(at + "  " + what, 11, 150));
        page.bold(165, 21, 12, printing.marked(words));
        page.text(10, 27, 9, words.get("strip.scale"));
        // A ruler: a printer that fits the page to its paper is found at once.
        page.line(LEFT + 40, 30.5f, LEFT + 140, 30.5f, 0.6f);
        page.line(LEFT + 40, 29, LEFT + 40, 32, 0.6f);
        page.line(LEFT + 140, 29, LEFT + 140, 32, 0.6f);
        page.text(10, 31.5f, 8, words.get("strip.ruler"));
    }

    private static void stretches(PaperPage page, PaperWords words, List<Track> tracks, Instant at, Clock clock)
            throws IOException {
        float y = TOP;
        for (int stretch = 0; stretch < STRETCHES; stretch++) {
            double from = -10 + stretch * (20.0 / STRETCHES);
            page.text(
                    LEFT,
                    y + 3,
                    7,
                    clock.local(at.plusMillis(Math.round(from * 1000))).format(TIME));
            for (int i = 0; i < tracks.size(); i++) {
                lane(page, words, tracks.get(i), from, y + 4 + i * LANE);
            }
            if (from <= 0 && from + 20.0 / STRETCHES > 0) {
                float x = LEFT + (float) (-from * MM_PER_SECOND);
                page.line(x, y + 2, x, y + 4 + tracks.size() * LANE, 0.5f);
            }
            y += tracks.size() * LANE + BETWEEN;
        }
    }

    private static void lane(PaperPage page, PaperWords words, Track track, double from, float top) throws IOException {
        page.grid(LEFT, top, WIDTH, LANE - 2);
        Scale scale = Scale.of(track, LANE - 2);
        page.bold(10, top + 5, 9, page.fitting(track.label(), 9, LEFT - 12));
        page.text(10, top + 9.5f, 7, page.fitting(scale.words(words.decimal()), 7, LEFT - 11));
        float middle = top + (LANE - 2) / 2;
        if (track.isEcg()) {
            // The pulse of one millivolt and 0.2 s.
            float base = middle + MM_PER_MILLIVOLT / 2;
            float x = LEFT - 8;
            page.trace(
                    new float[] {x, x + 1, x + 1, x + 6, x + 6, x + 7},
                    new float[] {base, base, base - 10, base - 10, base, base},
                    6);
        }
        double seconds = WIDTH / MM_PER_SECOND;
        int most = (int) Math.ceil(seconds * track.rateHz()) + 1;
        float[] xs = new float[most];
        float[] ys = new float[most];
        int n = 0;
        for (int i = 0; i < most; i++) {
            double t = i / track.rateHz();
            double value = t > seconds ? Double.NaN : track.at(from + t);
            if (Double.isNaN(value)) {
                page.trace(xs, ys, n);
                n = 0;
                continue;
            }
            xs[n] = LEFT + (float) (t * MM_PER_SECOND);
            ys[n] = Math.clamp(middle - (float) ((value - scale.middle()) * scale.mmPerUnit()), top, top + LANE - 2);
            n++;
        }
        page.trace(xs, ys, n);
    }

    /**
     * How a curve stands in its lane.
     *
     * @param middle value in the middle of the lane
     * @param mmPerUnit true for an ECG, what fits for others
     * @param low least value
     * @param high greatest value
     * @param track whose
     */
    private record Scale(double middle, double mmPerUnit, double low, double high, Track track) {
        static Scale of(Track track, float height) {
            double[] known = Arrays.stream(track.samples())
                    .filter(v -> !Double.isNaN(v))
                    .sorted()
                    .toArray();
            if (known.length == 0) {
                return new Scale(0, 1, 0, 0, track);
            }
            double low = known[0];
            double high = known[known.length - 1];
            if (track.isEcg()) {
                return new Scale((low + high) / 2, MM_PER_MILLIVOLT, low, high, track);
            }
            double span = high > low ? high - low : 1;
            return new Scale((low + high) / 2, (height - 4) / span, low, high, track);
        }

        String words(char decimal) {
            if (track.isEcg()) {
                return "10 mm/mV";
            }
            List<String> parts = new ArrayList<>();
            for (double bound : new double[] {low, high}) {
                parts.add(String.format(Locale.ROOT, "%.0f", bound).replace('.', decimal));
            }
            String unit = track.unit().equals("mm[Hg]") ? " mmHg" : track.unit().equals("1") ? "" : " " + track.unit();
            return String.join("–", parts) + unit;
        }
    }
}
