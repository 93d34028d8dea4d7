package org.vigie.adapter.hl7.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.vigie.adapter.testing.Golden.bytes;
import static org.vigie.adapter.testing.Golden.framed;
import static org.vigie.adapter.testing.Golden.join;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vigie.adapter.hl7.codec.MessageSplitter.Piece;
import org.vigie.adapter.testing.Golden;
import org.vigie.model.testing.SharedData;

final class MessageSplitterTest {
    private static final byte[] A = Golden.message("pcd04-low-spo2-start");
    private static final byte[] B = Golden.message("pds-54-two-alarms");

    private static void assertMessage(long offset, byte[] expected, Piece piece) {
        Piece.Message message = assertInstanceOf(Piece.Message.class, piece);
        assertEquals(offset, message.offset());
        assertArrayEquals(expected, message.bytes());
    }

    @Test
    void findsBareMessages() {
        List<Piece> pieces = MessageSplitter.split(join(A, B));
        assertEquals(2, pieces.size());
        assertMessage(0, A, pieces.get(0));
        assertMessage(A.length, B, pieces.get(1));
    }

    @Test
    void findsFramedMessagesWithTheirOffsets() {
        List<Piece> pieces = MessageSplitter.split(join(framed(A), framed(B), bytes("\u000b"), A));
        assertEquals(3, pieces.size());
        assertMessage(1, A, pieces.get(0));
        assertMessage(A.length + 4L, B, pieces.get(1));
        Piece.Rest rest = assertInstanceOf(Piece.Rest.class, pieces.get(2));
        assertEquals("cut-off", rest.reason());
        assertArrayEquals(A, rest.bytes());
    }

    @Test
    void tellsWhatStandsBetweenFrames() {
        List<Piece> pieces = MessageSplitter.split(join(framed(A), bytes(" \r\n@?\r\n"), framed(B)));
        assertEquals(3, pieces.size());
        Piece.Rest rest = assertInstanceOf(Piece.Rest.class, pieces.get(1));
        assertEquals("junk", rest.reason());
        assertArrayEquals(bytes("@?"), rest.bytes());
    }

    @Test
    void readsTheWritesOfAChunksFile() {
        byte[] stream = framed(A);
        String hex = HexFormat.of().formatHex(stream, 0, 100) + "\n"
                + HexFormat.of().formatHex(stream, 100, stream.length) + "\r\n";
        List<Piece> pieces = MessageSplitter.split(bytes(hex));
        assertEquals(1, pieces.size());
        assertMessage(1, A, pieces.getFirst());
    }

    @Test
    void leavesTheEnvelopesOfABatchOut() {
        String batch = "FHS|^~\\&|x\rBHS|^~\\&|x\rMSH|^~\\&|1\rPID|1\rMSH|^~\\&|2\rPID|2\rBTS|2\rFTS|1\r";
        List<Piece> pieces = MessageSplitter.split(bytes(batch));
        assertEquals(2, pieces.size());
        assertMessage(22, bytes("MSH|^~\\&|1\rPID|1\r"), pieces.get(0));
        assertMessage(39, bytes("MSH|^~\\&|2\rPID|2\r"), pieces.get(1));
    }

    @Test
    void tellsWhatIsNoMessage() {
        Piece.Rest rest = assertInstanceOf(
                Piece.Rest.class, MessageSplitter.split(bytes("hello\rworld")).getFirst());
        assertEquals("no-msh", rest.reason());
        assertEquals(List.of(), MessageSplitter.split(new byte[0]));
        assertEquals(List.of(), MessageSplitter.split(bytes(" \r\n")));
    }

    @ParameterizedTest
    @CsvSource({
        "frames/empty-frame.mllp, 0",
        "frames/fs-and-cr-in-two-packets.chunks, 2",
        "frames/junk-after-frame.mllp, 1",
        "frames/leading-white-space.mllp, 1",
        "frames/lf-after-fs.mllp, 1",
        "frames/missing-leading-vt.mllp, 1",
        "frames/one-byte-chunks.chunks, 1",
        "frames/two-frames-one-read.mllp, 2",
        "malformed/pyhl7-sample_batch1.hl7, 2",
        "malformed/mirth-batch01.hl7, 3",
        "private/masimo/safetynet-pcd04-damaged.mllp, 0",
        "private/mindray/pds-54-physiological-alarms.hl7, 1"
    })
    void findsTheMessagesOfCaptures(String file, int messages) throws IOException {
        List<Piece> pieces = MessageSplitter.split(Files.readAllBytes(SharedData.shared("hl7/" + file)));
        assertEquals(
                messages,
                pieces.stream().filter(Piece.Message.class::isInstance).count(),
                pieces::toString);
    }
}
