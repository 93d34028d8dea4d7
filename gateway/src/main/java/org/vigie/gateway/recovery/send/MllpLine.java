package org.vigie.gateway.recovery.send;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.vigie.model.DeviceText;

/**
 * MLLP over TCP, as a client. An answer counts when its MSA-2 is our MSH-10; others (late ones, of an earlier message)
 * are read over. SOURCE: HL7 v2 Implementation Guide, MLLP Release 1; HL7 v2.6 2.9.2, table 0008.
 */
public final class MllpLine implements RecordLine {
    private static final int VT = 0x0B;
    private static final int FS = 0x1C;
    private static final int CR = 0x0D;
    private static final int LONGEST_ANSWER = 65_536;
    private static final int CONNECT_MILLIS = 5_000;
    private static final int LONGEST_REASON = 200;

    private final InetSocketAddress address;
    private final Duration patience;
    private @Nullable Socket socket;

    /**
     * A line that is not open yet.
     *
     * @param address of the receiver
     * @param patience for one answer
     */
    public MllpLine(InetSocketAddress address, Duration patience) {
        this.address = address;
        this.patience = patience;
    }

    @Override
    public Answer send(String id, String text) {
        try {
            Socket open = open();
            ByteArrayOutputStream frame = new ByteArrayOutputStream(text.length() + 16);
            frame.write(VT);
            frame.writeBytes(text.getBytes(StandardCharsets.UTF_8));
            frame.write(FS);
            frame.write(CR);
            open.getOutputStream().write(frame.toByteArray());
            return answer(id, open);
        } catch (SocketTimeoutException late) {
            close();
            return new Answer.Unanswered("no answer within " + patience.toSeconds() + " s");
        } catch (IOException broken) {
            close();
            return new Answer.Unanswered(String.valueOf(broken.getMessage()));
        }
    }

    private Socket open() throws IOException {
        Socket present = socket;
        if (present != null) {
            return present;
        }
        Socket made = new Socket();
        boolean good = false;
        try {
            made.setTcpNoDelay(true);
            made.setKeepAlive(true);
            made.connect(new InetSocketAddress(address.getHostString(), address.getPort()), CONNECT_MILLIS);
            good = true;
        } finally {
            if (!good) {
                made.close();
            }
        }
        socket = made;
        return made;
    }

    private Answer answer(String id, Socket open) throws IOException {
        long until = System.nanoTime() + patience.toNanos();
        while (true) {
            Optional<Answer> answer = read(id, frame(open, until));
            if (answer.isPresent()) {
                if (answer.get() instanceof Answer.Unanswered) {
                    close();
                }
                return answer.get();
            }
        }
    }

    /** The next frame's content; what lies between frames is skipped. */
    private static String frame(Socket open, long until) throws IOException {
        InputStream in = open.getInputStream();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean inside = false;
        int skipped = 0;
        while (true) {
            long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            if (left <= 0) {
                throw new SocketTimeoutException();
            }
            open.setSoTimeout((int) Math.min(left, Integer.MAX_VALUE));
            int next = in.read();
            if (next < 0) {
                throw new IOException("the receiver closed the connection without an answer");
            } else if (next == VT) {
                bytes.reset();
                inside = true;
            } else if (next == FS && inside) {
                return bytes.toString(StandardCharsets.UTF_8);
            } else if (inside) {
                bytes.write(next);
            } else {
                skipped++;
            }
            if (bytes.size() + skipped > LONGEST_ANSWER) {
                throw new IOException("the receiver answers, but not in HL7 over MLLP: is it the right port?");
            }
        }
    }

    /** What an answer says about our message; empty when it is about another. */
    private static Optional<Answer> read(String id, String answer) {
        String code = "";
        List<String> reasons = new ArrayList<>();
        for (String segment : answer.split("[\r\n]+", -1)) {
            String[] fields = segment.split("\\|", -1);
            if (fields[0].equals("MSA")) {
                if (!field(fields, 2).equals(id)) {
                    return Optional.empty();
                }
                code = field(fields, 1);
                reasons.add(field(fields, 3));
            } else if (fields[0].equals("ERR")) {
                reasons.add(field(fields, 3));
                reasons.add(field(fields, 7));
                reasons.add(field(fields, 8));
            }
        }
        return Optional.of(
                switch (code) {
                    case "AA", "CA" -> new Answer.Accepted();
                    case "AE", "AR", "CE", "CR" -> {
                        reasons.removeIf(String::isBlank);
                        yield new Answer.Refused(
                                DeviceText.clean(code + " " + String.join(", ", reasons), LONGEST_REASON));
                    }
                    default ->
                        new Answer.Unanswered("the receiver's answer is no acknowledgement (MSA-1 is '"
                                + DeviceText.clean(code) + "'): is it the right port?");
                });
    }

    private static String field(String[] fields, int number) {
        return number < fields.length ? fields[number].strip() : "";
    }

    @Override
    public void close() {
        Socket open = socket;
        socket = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException gone) {
                socket = null; // it is closed either way
            }
        }
    }
}
