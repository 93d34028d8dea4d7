package org.vigie.simulator.transport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Makes serial devices of virtual serial lines: one {@code socat} process per line ties a pseudo terminal to the
 * monitor's TCP port. Needs socat on the path. Only for tests: the program itself starts no other program.
 */
final class PtyBridge implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path folder;
    private final List<Process> processes = new ArrayList<>();

    /** @param folder where the devices appear, named like their beds */
    PtyBridge(Path folder) {
        this.folder = folder;
    }

    /**
     * Ties a device to a line.
     *
     * @param bed name of the device
     * @param address {@code tcp://HOST:PORT} as {@link SimulationRun#openIntellivue} gives it
     * @return the device
     * @throws IOException when socat is missing or gave up
     */
    Path open(String bed, String address) throws IOException {
        Path device = Files.createDirectories(folder).toAbsolutePath().resolve(bed);
        Files.deleteIfExists(device);
        Process process = new ProcessBuilder(
                        "socat",
                        "PTY,link=" + device + ",raw,echo=0",
                        "TCP:" + address.substring("tcp://".length()) + ",retry=5")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        processes.add(process);
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.exists(device)) {
            if (ended(process) || System.nanoTime() > giveUp) {
                throw new IOException("socat made no device " + device);
            }
        }
        return device;
    }

    /** Waits a moment for the end of a process; false while it runs. */
    private static boolean ended(Process process) throws IOException {
        try {
            return process.waitFor(20, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }

    /** Ends the processes; the devices go with them. */
    @Override
    public void close() {
        processes.forEach(Process::destroy);
        processes.clear();
    }
}
