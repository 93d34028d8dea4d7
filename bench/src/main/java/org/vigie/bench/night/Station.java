package org.vigie.bench.night;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.vigie.bench.live.Chromium;

/**
 * A person at the central station in a real Chromium at 1920 x 1080, with keys alone: gives initials, hears the tone,
 * takes the watch over all beds, and acknowledges what stands in the focus strip after having read it. One thread.
 */
final class Station implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final long POLL_NANOS = 100_000_000;
    private static final String USER = "AB";

    /** Bed and priority of the alarm in the strip; empty without one that nobody has acknowledged. */
    private static final String STRIP = """
            (() => {
              const strip = document.getElementById('strip');
              return strip.classList.contains('unseen')
                ? strip.querySelector('.where').textContent + [...strip.classList].find((c) => c.startsWith('prio')) : '';
            })()
            """;

    private final Chromium chromium;
    /** Whether the page asks if the time of the box is right; it has the keys then. */
    private static final String CLOCK = "document.querySelector('#start .right').checkVisibility()";

    private final SplittableRandom random;
    private String reading = "";
    private long answerAt;
    private int presses;

    /** @param profile empty folder for the browser's files */
    Station(Path profile, long seed) throws IOException {
        chromium = new Chromium(profile);
        random = new SplittableRandom(seed);
    }

    /** Opens the page and takes the watch over all beds. */
    void begin(String address) throws IOException {
        chromium.navigate(address + "?lang=en");
        await("document.documentElement.dataset.painted !== undefined && document.querySelector('.l-ok') !== null");
        chromium.evaluate("document.getElementById('initials').focus()");
        chromium.type(USER);
        enter();
        await("document.querySelector('#start .yes').checkVisibility()");
        enter();
        await("document.getElementById('start').hidden || " + CLOCK);
        if (chromium.evaluate(CLOCK).asBoolean()) {
            enter();
        }
        await("document.getElementById('start').hidden");
        chromium.press("w", 'W', "w");
        await("!document.getElementById('watch').hidden && document.querySelectorAll('#watch .bedrow').length > 0");
        chromium.evaluate("document.querySelector('#watch .all').click()");
        chromium.evaluate("document.getElementById('watch-user').focus()");
        enter();
        await("document.getElementById('watch').hidden");
    }

    private void enter() throws IOException {
        chromium.press("Enter", '\r', "\r");
    }

    private void await(String condition) throws IOException {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (!chromium.evaluate(condition).asBoolean()) {
            if (System.nanoTime() > end) {
                throw new IOException("the page did not come so far: " + condition);
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** Looks at the strip; an alarm that has stood there for 3 to 9 s is acknowledged with the space bar. */
    void look() throws IOException {
        String shown = chromium.evaluate(STRIP).asText();
        long now = System.nanoTime();
        if (!shown.equals(reading)) {
            reading = shown;
            answerAt = now + (3_000 + random.nextInt(6_000)) * 1_000_000L;
        } else if (!shown.isEmpty() && now >= answerAt) {
            chromium.press(" ", ' ', " ");
            presses++;
            answerAt = now + 2_000_000_000L;
        }
    }

    /** How often the space bar was pressed. */
    int presses() {
        return presses;
    }

    /** Processor time of the browser so far. */
    Duration cpu() {
        return chromium.cpu();
    }

    /** What the page says of itself: times its audio thread had to sound alone, and the words in its bar. */
    JsonNode state() throws IOException {
        return chromium.evaluate("({ deadman: document.documentElement.dataset.deadman ?? '0',"
                + " bar: document.getElementById('bar').textContent })");
    }

    /** What the page holds after everything was thrown away that nobody needs. */
    Chromium.Footprint footprint() throws IOException {
        return chromium.footprint();
    }

    @Override
    public void close() {
        chromium.close();
    }
}
