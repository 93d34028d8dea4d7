package org.vigie.simulator.wfdb;

import java.io.IOException;
import java.nio.file.Path;

/** A WFDB file that cannot be read; the message says which file, which line, and why. */
public final class WfdbException extends IOException {
    private static final long serialVersionUID = 1;

    WfdbException(Path file, int line, String reason) {
        super(file + ":" + line + ": " + reason);
    }

    WfdbException(Path file, String reason) {
        super(file + ": " + reason);
    }
}
