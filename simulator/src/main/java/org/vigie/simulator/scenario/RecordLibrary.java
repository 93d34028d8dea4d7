package org.vigie.simulator.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.simulator.wave.RecordedWaves;
import org.vigie.simulator.wave.SynthesizedWaves;
import org.vigie.simulator.wave.WaveSource;
import org.vigie.simulator.wfdb.WfdbRecord;

/** Finds the records that scenarios name. */
final class RecordLibrary {
    /** The word for the record inside the program. */
    static final String BUILT_IN = "builtin";

    /** The word for waves made from the numbers. */
    static final String SYNTHETIC = "synthetic";

    private static final String FOLDER = "/org/vigie/simulator/records/";
    private static final String HEADER = "s00001-2896-10-10-00-31n.hea";
    private static final String SIGNALS = "3975656n.dat";

    private RecordLibrary() {}

    /**
     * Reads a record.
     *
     * @param path a .hea file with or without its ending, or {@code builtin}
     */
    static WfdbRecord read(String path) throws IOException {
        return path.equals(BUILT_IN) ? builtIn() : WfdbRecord.read(Path.of(path));
    }

    /** Waves of a bed: {@code synthetic} ones, or a record of them. */
    static WaveSource waves(@Nullable String wanted, long seed) throws IOException {
        return wanted == null || wanted.equals(SYNTHETIC)
                ? new SynthesizedWaves(seed)
                : new RecordedWaves(read(wanted));
    }

    /** The reader works on files: the two of the built-in record go through a folder of their own. */
    private static WfdbRecord builtIn() throws IOException {
        Path folder = Files.createTempDirectory("vigie-record");
        try {
            for (String name : List.of(HEADER, SIGNALS)) {
                try (InputStream in = RecordLibrary.class.getResourceAsStream(FOLDER + name)) {
                    if (in == null) {
                        throw new IOException("resource missing: " + FOLDER + name);
                    }
                    Files.copy(in, folder.resolve(name));
                }
            }
            return WfdbRecord.read(folder.resolve(HEADER));
        } finally {
            Files.deleteIfExists(folder.resolve(HEADER));
            Files.deleteIfExists(folder.resolve(SIGNALS));
            Files.deleteIfExists(folder);
        }
    }
}
