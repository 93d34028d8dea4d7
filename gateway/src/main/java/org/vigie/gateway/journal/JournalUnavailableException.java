package org.vigie.gateway.journal;

import org.jspecify.annotations.Nullable;

/**
 * The journal could not make a record durable: nothing of what was appended since the last successful
 * {@link Journal#force} of that class may be acknowledged. The journal stays usable: the next append tries again.
 */
public final class JournalUnavailableException extends Exception {
    public JournalUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
