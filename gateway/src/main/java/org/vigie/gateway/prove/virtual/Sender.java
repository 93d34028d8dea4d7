package org.vigie.gateway.prove.virtual;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.prove.thin.PcdMessages;

/** A monitor that sends HL7 (MLLP) to the virtual address once a second, and connects again when it has to. */
final class Sender implements Runnable, AutoCloseable {
    private static final int TURN_MS = 1_000;
    private static final int CONNECT_MS = 1_000;

    /** A message that arrived just before its box was cut off is never answered, and TCP has nothing more to send. */
    private static final int ANSWER_MS = 10_000;

    private static final byte VT = 0x0B;
    private static final byte FS = 0x1C;
    private static final byte CR = 0x0D;

    private final Habit habit;
    private final String address;
    private final PcdMessages messages;
    private final Answers answers = new Answers();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable Socket socket;

    /** How it deals with connections. */
    enum Habit {
        /** One connection, as long as it lasts, with 10 s for an answer. */
        KEEPS("kept connection"),
        /** One for each message, with 2 s for its answer. */
        EACH("a connection for each message");

        private final String words;

        Habit(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** Starts at once. */
    Sender(Habit habit, String bed, String address) {
        this.habit = habit;
        this.address = address;
        this.messages = new PcdMessages(bed, new Random(1));
        Thread.ofPlatform().daemon().name("monitor-" + bed).start(this);
    }

    Habit habit() {
        return habit;
    }

    Answers answers() {
        return answers;
    }

    @Override
    public void run() {
        try {
            do {
                try {
                    Socket open = socket;
                    speak(open == null ? connect() : open);
                } catch (IOException gone) {
                    answers.ended(System.currentTimeMillis(), String.valueOf(gone.getMessage()));
                    hangUp();
                }
            } while (!ended.await(TURN_MS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            hangUp();
        }
    }

    @SuppressWarnings("AddressSelection") // numeric addresses
    private Socket connect() throws IOException {
        Socket made = new Socket();
        socket = made;
        made.bind(new InetSocketAddress(address, 0));
        made.connect(new InetSocketAddress(Lan.VIRTUAL, Pair.HL7_PORT), CONNECT_MS);
        made.setTcpNoDelay(true);
        made.setSoTimeout(habit == Habit.KEEPS ? ANSWER_MS : 2 * CONNECT_MS);
        return made;
    }

    private void speak(Socket open) throws IOException {
        byte[] message = messages.values(Instant.now());
        byte[] frame = new byte[message.length + 3];
        frame[0] = VT;
        System.arraycopy(message, 0, frame, 1, message.length);
        frame[frame.length - 2] = FS;
        frame[frame.length - 1] = CR;
        open.getOutputStream().write(frame);
        InputStream in = new BufferedInputStream(open.getInputStream());
        StringBuilder answer = new StringBuilder();
        for (int octet = in.read(); octet != FS; octet = in.read()) {
            if (octet < 0) {
                throw new IOException("closed");
            }
            answer.append((char) octet);
        }
        if (in.read() == CR && (answer.indexOf("MSA|AA") >= 0 || answer.indexOf("MSA|CA") >= 0)) {
            answers.acknowledged(System.currentTimeMillis());
        } else {
            answers.refused();
        }
        if (habit == Habit.EACH) {
            hangUp();
        }
    }

    private void hangUp() {
        Socket open = socket;
        socket = null;
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException gone) {
            answers.ended(System.currentTimeMillis(), String.valueOf(gone.getMessage()));
        }
    }

    @Override
    public void close() {
        ended.countDown();
        hangUp();
    }
}
