package org.vigie.bench.live;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.simulator.monitor.intellivue.IntellivueSetup;

/** Virtual IntelliVue monitors on loopback, one thread for all. Closing ends it. */
public final class Fleet implements AutoCloseable {
    private static final long LOOK_EVERY_MS = 8;

    private final Selector selector;
    private final List<VirtualBed> beds = new ArrayList<>();
    private final List<DatagramChannel> channels = new ArrayList<>();
    private final Thread thread;
    private volatile boolean running = true;
    private volatile @Nullable IOException failure;

    /** The address of a bed; {@code number} from 1. */
    public static String address(int number) {
        return "127.0.3." + number;
    }

    /**
     * Switches the monitors on.
     *
     * @param count 1 to 200
     */
    public Fleet(int count) throws IOException {
        selector = Selector.open();
        for (int number = 1; number <= count; number++) {
            DatagramChannel channel = DatagramChannel.open();
            channels.add(channel);
            channel.bind(new InetSocketAddress(address(number), IntellivueSetup.DATA_PORT));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            beds.add(new VirtualBed(number, channel));
        }
        thread = Thread.ofPlatform().daemon().name("monitors").start(this::run);
    }

    /** The monitor of a bed; {@code number} from 1. */
    VirtualBed bed(int number) {
        return beds.get(number - 1);
    }

    /** How many have an association. */
    int associated() {
        return (int) beds.stream().filter(VirtualBed::isAssociated).count();
    }

    /** Why it broke; null while it runs. */
    @Nullable IOException failure() {
        return failure;
    }

    private void run() {
        byte[] space = new byte[1 << 16];
        long begun = System.nanoTime();
        try {
            while (running) {
                selector.select(LOOK_EVERY_MS);
                selector.selectedKeys().clear();
                for (VirtualBed bed : beds) {
                    bed.live(Duration.ofNanos(System.nanoTime() - begun), space);
                }
            }
        } catch (IOException broken) {
            failure = running ? broken : null;
        }
    }

    @Override
    public void close() throws IOException {
        running = false;
        selector.wakeup();
        try {
            thread.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (DatagramChannel channel : channels) {
            channel.close();
        }
        selector.close();
    }
}
