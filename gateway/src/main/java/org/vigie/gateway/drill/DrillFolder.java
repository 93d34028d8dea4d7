package org.vigie.gateway.drill;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.vigie.gateway.config.GatewayConfig;
import org.vigie.gateway.config.GatewayConfig.Mode;

/**
 * The data folder of a drill. It carries a mark, so that what was practised can never be mistaken for what happened: a
 * live unit does not start on a marked folder, and a drill not on an unmarked one that holds anything.
 */
public final class DrillFolder {
    private static final String MARK = "DRILL-NOT-PATIENTS";
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    private DrillFolder() {}

    /** A new, marked folder beside the data of the unit. */
    public static Path make(Path data, LocalDateTime now) throws IOException {
        Path folder = Path.of(data + "-drill").resolve(NAME.format(now));
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve(MARK),
                "Everything in this folder is of a drill. / Tout ce dossier vient d'un exercice.\n",
                StandardCharsets.UTF_8);
        return folder;
    }

    /** Why a gateway of this configuration must not start on its data folder; empty when it may. */
    public static Optional<String> refusal(GatewayConfig config) {
        boolean marked = Files.exists(config.data().resolve(MARK));
        boolean drill = config.mode() == Mode.DRILL;
        if (marked && !drill) {
            return Optional.of(config.data() + " holds the data of a drill. Choose another folder with `data:`.");
        }
        if (drill && !marked && Files.exists(config.data().resolve("journal"))) {
            return Optional.of(config.data() + " holds the data of a unit that is no drill. Drills are started with:"
                    + " vigie drill --config site.yaml");
        }
        return Optional.empty();
    }
}
