package org.vigie.adapter.transport;

import java.util.Locale;

/**
 * Why a line to a monitor does or does not carry bytes. Each state has its own cause and its own remedy, so each has
 * its own sentence for the biomedical engineer. SOURCE: java-serial.md section 4, points 3 and 4.
 */
public enum LineState {
    /** No attempt has ended yet. */
    CONNECTING("is being opened", "en cours d'ouverture"),
    /** Open, and bytes came within the quiet time. */
    OPEN("is open and bytes arrive", "ouvert, des octets arrivent"),
    /** Open, but nothing comes: cable, wrong socket on the monitor, monitor off, wrong parity (bytes are dropped). */
    QUIET(
            "is open but the monitor sends nothing: check the cable, the monitor's export setting, speed and parity",
            "ouvert mais le moniteur n'envoie rien : vérifier le câble, l'option d'export du moniteur, la vitesse et la"
                    + " parité"),
    /** No such device: adapter unplugged. */
    ABSENT(
            "does not exist: plug the serial adapter in, and compare the name with /dev/serial/by-id",
            "n'existe pas : brancher l'adaptateur série et comparer le nom avec /dev/serial/by-id"),
    /** The user of this process may not open it. */
    DENIED(
            "may not be opened by this user: add the user to the group dialout and log in again",
            "interdit à cet utilisateur : l'ajouter au groupe dialout et rouvrir la session"),
    /** Another program has it. */
    BUSY(
            "is in use by another program or by a second Vigie: end it",
            "utilisé par un autre programme ou un deuxième Vigie : le fermer"),
    /** It was open and is gone: adapter pulled out, terminal server gone. */
    LOST(
            "was lost while it was open: adapter or cable pulled out; it is opened again by itself",
            "perdu en cours d'usage : adaptateur ou câble débranché ; il sera rouvert automatiquement"),
    /** Nobody answers at that address. */
    UNREACHABLE(
            "does not answer: check address, port, cable and power of the terminal server",
            "ne répond pas : vérifier l'adresse, le port, le câble et l'alimentation du serveur de terminaux"),
    /** It exists, but is no serial port, or the settings are refused. */
    UNUSABLE(
            "is no usable serial port: it is another kind of file, or refuses these settings",
            "n'est pas un port série utilisable : autre type de fichier, ou réglages refusés"),
    /** What we send is not taken: CTS held low, or nobody behind a terminal server. */
    NOT_TAKING(
            "does not take what is sent: the cable lacks our transmit line, or flow control holds it",
            "n'accepte pas ce qui est envoyé : fil d'émission absent du câble, ou contrôle de flux bloquant"),
    /** Closed by us. */
    CLOSED("is closed", "fermé");

    private final String english;
    private final String french;

    LineState(String english, String french) {
        this.english = english;
        this.french = french;
    }

    /** The word in logs, counters and on the wire. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether bytes can pass now. */
    public boolean isUp() {
        return this == OPEN || this == QUIET || this == NOT_TAKING;
    }

    /** The sentence about {@code place} in English. */
    public String english(String place) {
        return place + " " + english;
    }

    /** The sentence about {@code place} in French. */
    public String french(String place) {
        return place + " : " + french;
    }
}
