package org.vigie.gateway.annunciator;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.SourceDataLine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The box's own loudspeaker. One thread of its own opens the line when there is something to sound and writes a tenth
 * of a second at a time, so that it falls silent within that when it is told. A line that cannot be opened is tried
 * again every 5 s and said by {@link #problem}.
 */
public final class LoudspeakerAnnunciator implements Annunciator {
    private static final Logger LOG = LoggerFactory.getLogger(LoudspeakerAnnunciator.class);
    private static final AudioFormat FORMAT = new AudioFormat(Burst.RATE, 16, 1, true, false);
    private static final int CHUNK_BYTES = Burst.RATE / 10 * 2;
    private static final long RETRY_MS = 5_000;

    /** Never quieter than this share of full scale, whatever is configured. */
    private static final double FLOOR = 0.4;

    private final byte[] burst;
    private final Object change = new Object();
    private final Thread thread;
    private boolean sounding;
    private boolean closed;
    private volatile @Nullable String problem;

    /** @param level 0 to 1 of full scale; raised to the floor of 0.4 */
    public LoudspeakerAnnunciator(double level) {
        short[] samples = Burst.samples(Math.clamp(level, FLOOR, 1.0));
        ByteBuffer bytes = ByteBuffer.allocate(samples.length * 2).order(ByteOrder.LITTLE_ENDIAN);
        for (short sample : samples) {
            bytes.putShort(sample);
        }
        burst = bytes.array();
        thread = new Thread(this::run, "vigie-annunciator");
        thread.setDaemon(true);
        thread.start();
    }

    private static boolean isThere() {
        try {
            return AudioSystem.isLineSupported(new DataLine.Info(SourceDataLine.class, FORMAT));
        } catch (RuntimeException | LinkageError noSound) {
            return false; // a runtime without its sound library
        }
    }

    @Override
    public void sound() {
        set(true);
    }

    @Override
    public void quiet() {
        set(false);
    }

    private void set(boolean on) {
        synchronized (change) {
            if (sounding != on) {
                sounding = on;
                change.notifyAll();
                LOG.info("event=annunciator sounding={}", on);
            }
        }
    }

    @Override
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    private void run() {
        try {
            problem = isThere() ? null : "no sound device";
            while (awaitSounding()) {
                try {
                    play();
                    problem = null;
                } catch (LineUnavailableException | RuntimeException | LinkageError failed) {
                    problem = "sound device: " + failed.getMessage();
                    LOG.warn("event=annunciator-failed reason=\"{}\" action=\"again in 5 s\"", failed.getMessage());
                    pause();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** False when closed. */
    private boolean awaitSounding() throws InterruptedException {
        synchronized (change) {
            while (!sounding && !closed) {
                change.wait();
            }
            return !closed;
        }
    }

    private void pause() throws InterruptedException {
        synchronized (change) {
            long until = System.nanoTime() + RETRY_MS * 1_000_000;
            for (long left = RETRY_MS; left > 0 && !closed; left = (until - System.nanoTime()) / 1_000_000) {
                change.wait(left);
            }
        }
    }

    private boolean isSounding() {
        synchronized (change) {
            return sounding && !closed;
        }
    }

    private void play() throws LineUnavailableException {
        try (SourceDataLine line = AudioSystem.getSourceDataLine(FORMAT)) {
            line.open(FORMAT, CHUNK_BYTES * 2);
            line.start();
            int at = 0;
            while (isSounding()) {
                int length = Math.min(CHUNK_BYTES, burst.length - at);
                line.write(burst, at, length);
                at = at + length == burst.length ? 0 : at + length;
            }
            line.flush();
        }
    }

    @Override
    public void close() {
        synchronized (change) {
            closed = true;
            change.notifyAll();
        }
    }
}
