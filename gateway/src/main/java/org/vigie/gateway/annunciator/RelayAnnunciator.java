package org.vigie.gateway.annunciator;

import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A buzzer behind a relay on the RTS line of a serial port, wired as a dead man's handle: while the port is held open
 * the kernel keeps RTS on, the relay is energised and its resting contact is open, so that the buzzer is silent. To
 * sound, the port is closed. A process that dies lets go of the port as well, and a cable that is pulled or a box that
 * loses its power releases the relay: all of them sound. SOURCE: Linux tty, open raises DTR and RTS, the last close
 * drops them (HUPCL, set by default). Not tried on a real relay yet.
 *
 * <p>One thread of its own opens and closes. A port that cannot be opened is tried again every second; until then the
 * buzzer sounds, which is what it is for.
 */
public final class RelayAnnunciator implements Annunciator {
    private static final Logger LOG = LoggerFactory.getLogger(RelayAnnunciator.class);
    private static final long LOOK_MS = 1_000;

    private final Path port;
    private final Opener opener;
    private final Object change = new Object();
    private boolean wantQuiet;
    private boolean closed;
    private volatile @Nullable String problem = "not yet opened";

    /** Opens a port and so energises the relay; closing it releases the relay. */
    @FunctionalInterface
    interface Opener {
        Closeable open(Path port) throws IOException;
    }

    /** @param port such as {@code /dev/serial/by-id/NAME} */
    public RelayAnnunciator(Path port) {
        this(port, path -> new FileInputStream(path.toFile()));
    }

    RelayAnnunciator(Path port, Opener opener) {
        this.port = port;
        this.opener = opener;
        Thread thread = new Thread(this::run, "vigie-relay");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void sound() {
        want(false);
    }

    @Override
    public void quiet() {
        want(true);
    }

    private void want(boolean quiet) {
        synchronized (change) {
            if (wantQuiet != quiet) {
                wantQuiet = quiet;
                change.notifyAll();
                LOG.info("event=relay sounding={}", !quiet);
            }
        }
    }

    @Override
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    private void run() {
        @Nullable Closeable held = null;
        try {
            boolean wasQuiet = false;
            while (true) {
                synchronized (change) {
                    if (wantQuiet == wasQuiet && !closed) {
                        change.wait(LOOK_MS);
                    }
                    if (closed) {
                        return;
                    }
                    wasQuiet = wantQuiet;
                }
                held = wasQuiet ? hold(held) : release(held);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            release(held);
        }
    }

    private @Nullable Closeable hold(@Nullable Closeable held) {
        if (held != null && Files.exists(port)) {
            return held;
        }
        release(held); // unplugged: the name is gone although the file is still held
        try {
            Closeable opened = opener.open(port);
            problem = null;
            return opened;
        } catch (IOException | RuntimeException failed) {
            if (problem == null || problem.equals("not yet opened")) {
                LOG.warn(
                        "event=relay-failed port={} reason=\"{}\" action=\"again every second\"",
                        port,
                        failed.getMessage());
            }
            problem = "relay on " + port + ": " + failed.getMessage();
            return null;
        }
    }

    private static @Nullable Closeable release(@Nullable Closeable held) {
        if (held != null) {
            try {
                held.close();
            } catch (IOException gone) {
                LOG.debug("event=relay-close reason={}", gone.getMessage());
            }
        }
        return null;
    }

    /** The gateway ends: nobody watches any more, so the buzzer sounds until its own switch is turned off. */
    @Override
    public void close() {
        synchronized (change) {
            closed = true;
            change.notifyAll();
        }
    }
}
