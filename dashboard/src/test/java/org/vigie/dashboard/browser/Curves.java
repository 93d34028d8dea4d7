package org.vigie.dashboard.browser;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleUnaryOperator;
import org.vigie.dashboard.wire.LiveMessage;
import org.vigie.dashboard.wire.WaveFrame;

/** Curves that a fake gateway sends in blocks of 250 ms: drawn from formulas, so that a test knows each sample. */
final class Curves implements AutoCloseable {
    static final String ECG = "MDC_ECG_ELEC_POTL_II";
    static final String PLETH = "MDC_PULS_OXIM_PLETH";
    static final String ABP = "MDC_PRESS_BLD_ART_ABP";
    private static final int BLOCK_MS = 250;

    private final FakeGateway gateway;
    private final List<Curve> curves = new ArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(daemon());
    private long block;
    private volatile boolean missing;
    private volatile boolean silent;

    /** One curve: what it is and its value at a second. */
    private record Curve(LiveMessage.Lane lane, DoubleUnaryOperator value) {}

    Curves(FakeGateway gateway) {
        this.gateway = gateway;
    }

    private static ThreadFactory daemon() {
        return body -> {
            Thread thread = new Thread(body, "curves");
            thread.setDaemon(true);
            return thread;
        };
    }

    /** ECG and pleth at each bed, an arterial pressure at every third. */
    static Curves unit(FakeGateway gateway, int beds) {
        Curves curves = new Curves(gateway);
        for (int bed = 1; bed <= beds; bed++) {
            String name = String.format("R%02d", bed);
            double phase = bed * 0.37;
            double rate = 1 + bed % 7 * 0.12;
            curves.add(name, ECG, "mV", 250, 0.001, s -> ecg((s + phase) * rate));
            if (bed % 5 != 4) {
                curves.add(name, PLETH, "1", 125, 0.05, s -> 500 + 400 * pulse((s + phase) * rate - 0.25));
            }
            if (bed % 3 != 2) {
                curves.add(name, ABP, "mm[Hg]", 125, 0.03, s -> 65 + 55 * pulse((s + phase) * rate - 0.15));
            }
        }
        return curves;
    }

    Curves add(String bed, String code, String unit, double rate, double step, DoubleUnaryOperator value) {
        return add(bed, code, unit, rate, step, "valid", value);
    }

    Curves add(
            String bed, String code, String unit, double rate, double step, String quality, DoubleUnaryOperator value) {
        int number = curves.size() + 1;
        curves.add(new Curve(
                new LiveMessage.Lane(number, bed, code, "", unit, rate, 0, step, null, null, BLOCK_MS, quality),
                value));
        return this;
    }

    /** Runs in real time until it is closed. */
    void run() {
        gateway.lanes(lanes());
        var unused = clock.scheduleAtFixedRate(this::next, 0, BLOCK_MS, TimeUnit.MILLISECONDS);
    }

    /** The lanes as displays are told. */
    List<LiveMessage.Lane> lanes() {
        return curves.stream().map(Curve::lane).toList();
    }

    /** From now on every sample is missing, and says so. */
    void missing(boolean now) {
        missing = now;
    }

    /** From now on nothing comes. */
    void silent(boolean now) {
        silent = now;
    }

    private void next() {
        List<WaveFrame.Block> blocks = new ArrayList<>();
        for (Curve curve : curves) {
            double rate = curve.lane().rate();
            long first = Math.round(block * BLOCK_MS * rate / 1000);
            long end = Math.round((block + 1) * BLOCK_MS * rate / 1000);
            short[] samples = new short[(int) (end - first)];
            for (int i = 0; i < samples.length; i++) {
                double value = curve.value().applyAsDouble((first + i) / rate);
                samples[i] = missing || Double.isNaN(value)
                        ? WaveFrame.MISSING
                        : (short) Math.round(value / curve.lane().step());
            }
            blocks.add(new WaveFrame.Block(curve.lane().lane(), first, samples));
        }
        block++;
        if (!silent) {
            gateway.waves(new WaveFrame(false, block, blocks));
        }
    }

    /** Something that looks like a heart: P, QRS and T of one beat a unit, in millivolt. */
    static double ecg(double beats) {
        double t = beats - Math.floor(beats);
        return bump(t, 0.18, 0.025, 0.12)
                - bump(t, 0.275, 0.009, 0.12)
                + bump(t, 0.3, 0.01, 1.15)
                - bump(t, 0.33, 0.01, 0.25)
                + bump(t, 0.55, 0.045, 0.28);
    }

    /** A pulse of one beat a unit, 0 to 1. */
    static double pulse(double beats) {
        double t = beats - Math.floor(beats);
        return Math.min(1, bump(t, 0.25, 0.09, 0.95) + bump(t, 0.5, 0.12, 0.4));
    }

    private static double bump(double t, double at, double width, double height) {
        double d = (t - at) / width;
        return height * Math.exp(-d * d / 2);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
