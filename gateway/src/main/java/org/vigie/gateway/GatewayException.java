package org.vigie.gateway;

import org.jspecify.annotations.Nullable;

/** The gateway cannot start; the message says why and what to do, for a person. */
public final class GatewayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public GatewayException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
