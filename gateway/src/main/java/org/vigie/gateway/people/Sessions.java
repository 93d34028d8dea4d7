package org.vigie.gateway.people;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Proofs that a PIN was given, so that a page that comes back after a cut need not ask again. Kept in memory only:
 * after a restart of the gateway the PIN is asked once more. Not thread-safe.
 */
public final class Sessions {
    /** A night shift with its hand-over. */
    static final Duration VALID = Duration.ofHours(14);

    private static final int MOST = 256;
    private static final int TOKEN_BYTES = 16;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Session> open = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Session> eldest) {
            return size() > MOST;
        }
    };

    /**
     * A proof.
     *
     * @param user initials
     * @param pin hash that the PIN was checked against; with another one, the proof is void
     * @param sinceNanos when
     */
    public record Session(String user, String pin, long sinceNanos) {
        @Override
        public String toString() {
            return "Session[" + user + "]"; // no hash in logs
        }
    }

    /** Keeps a proof; the token that stands for it. */
    public String open(Session session) {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        open.put(token, session);
        return token;
    }

    /** The proof behind a token; empty when there is none, or it is too old. */
    public Optional<Session> find(String token, long nowNanos) {
        Session session = open.get(token);
        return session == null || nowNanos - session.sinceNanos() > VALID.toNanos()
                ? Optional.empty()
                : Optional.of(session);
    }
}
