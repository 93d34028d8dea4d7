package org.vigie.gateway.failover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a box of a pair says, and what it has on its disk. */
class BeatTest {
    private static final Beat BEAT = new Beat("icu", "box-1", "box-2", 7, 41, LeaseRole.HOLDER, 12, true);

    @TempDir
    private Path folder;

    private static BeatCodec codec(int key) {
        return new BeatCodec(new byte[] {(byte) key, 1, 2, 3});
    }

    @Test
    void aBeatIsReadBackByWhoHasTheKeyAndByNobodyElse() {
        byte[] bytes = codec(1).encode(BEAT);
        assertEquals(Optional.of(BEAT), codec(1).decode(bytes));
        assertEquals(Optional.empty(), codec(2).decode(bytes));
        assertEquals(Optional.of(BEAT), BeatCodec.unchecked(bytes));
        assertTrue(bytes.length < 150, bytes.length + " bytes");
    }

    @Test
    void everyChangedBitAndEveryMissingByteIsNoticed() {
        byte[] bytes = codec(1).encode(BEAT);
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertEquals(Optional.empty(), codec(1).decode(changed), "bit " + bit);
        }
        for (int length = 0; length < bytes.length; length++) {
            byte[] shorter = Arrays.copyOf(bytes, length);
            assertEquals(Optional.empty(), codec(1).decode(shorter));
            assertEquals(Optional.empty(), BeatCodec.unchecked(shorter));
        }
    }

    @Test
    void theEpochIsOnTheDiskAndADamagedOneIsNotTakenForNone() throws IOException {
        EpochFile file = new EpochFile(folder);
        assertEquals(0, file.read());
        file.force(12);
        file.force(14);
        assertEquals(14, new EpochFile(folder).read());
        Files.writeString(folder.resolve("failover-epoch"), "1x");
        assertThrows(IOException.class, file::read);
    }

    @Test
    void aKeyIsReadAsItWasMadeAndAnythingElseIsRefusedWithWhatToDo() throws IOException {
        Path key = folder.resolve("icu.key");
        Files.writeString(key, PairKey.make());
        assertEquals(32, PairKey.read(key).length);
        Files.writeString(key, "00ff");
        assertTrue(refusal(key).contains("too short"));
        Files.writeString(key, "no key");
        assertTrue(refusal(key).contains("vigie pki pair"));
        assertTrue(refusal(folder.resolve("absent")).contains("vigie pki pair"));
    }

    private static String refusal(Path key) {
        return String.valueOf(
                assertThrows(IOException.class, () -> PairKey.read(key)).getMessage());
    }
}
