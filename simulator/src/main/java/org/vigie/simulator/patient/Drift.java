package org.vigie.simulator.patient;

import java.util.SplittableRandom;

/**
 * A slow random wander around zero (Ornstein-Uhlenbeck), bounded at three standard deviations. Uses only operations
 * whose results are the same on every machine, so that a seed gives the same patient everywhere.
 */
final class Drift {
    private final double sigma;
    private final double keep;
    private final double kick;
    private final SplittableRandom random;
    private double value;

    /**
     * @param sigma standard deviation that it settles to
     * @param timeConstantSeconds how slowly it wanders
     */
    Drift(double sigma, double timeConstantSeconds, SplittableRandom random) {
        this.sigma = sigma;
        this.keep = StrictMath.exp(-1 / timeConstantSeconds);
        this.kick = sigma * StrictMath.sqrt(1 - keep * keep);
        this.random = random;
        this.value = sigma * gaussian(random) * 0.5;
    }

    /** One second on. */
    double step() {
        value = value * keep + kick * gaussian(random);
        value = StrictMath.max(-3 * sigma, StrictMath.min(3 * sigma, value));
        return value;
    }

    /** Sum of twelve uniforms less six: close to normal, never beyond six, the same on every machine. */
    static double gaussian(SplittableRandom random) {
        double sum = -6;
        for (int i = 0; i < 12; i++) {
            sum += random.nextDouble();
        }
        return sum;
    }
}
