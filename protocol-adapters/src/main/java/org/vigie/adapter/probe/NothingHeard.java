package org.vigie.adapter.probe;

import org.jspecify.annotations.Nullable;
import org.vigie.adapter.spi.AdapterStatus;
import org.vigie.adapter.transport.LineState;

/** What to look at when no monitor was seen: by what was counted, the likely cause first. */
final class NothingHeard {
    private NothingHeard() {}

    static String text(@Nullable String called, AdapterStatus status) {
        if (called == null) {
            return announcements(status);
        }
        if (called.startsWith("udp:")) {
            return network(status);
        }
        return line(called, status);
    }

    private static String announcements(AdapterStatus status) {
        if (count(status, "announcements") > 0) {
            return """
                    A monitor announced itself, but no association came about. Another central station or program may hold it:
                    a monitor takes one. Its Central Monitoring setting must be "Optional".
                    Un moniteur s'est annoncé mais refuse l'association : un autre programme l'occupe-t-il ?""";
        }
        return """
                Nothing was heard. In this order: is the monitor on and its network cable in this switch? Is "LAN Data Export"
                switched on, and Central Monitoring "Optional"? Has the monitor an address (it asks by BOOTP, only when it
                starts: docs/intellivue.md)? Does a firewall of this machine drop UDP 24005 and multicast 224.0.23.63?
                Has this machine an address in the same subnet? Try its address: vigie probe udp ADDRESS
                Rien entendu. Vérifier : moniteur allumé et câblé sur ce commutateur, option « LAN Data Export », adresse
                obtenue par BOOTP au démarrage, pare-feu de ce poste, adresse de ce poste dans le même sous-réseau.""";
    }

    private static String network(AdapterStatus status) {
        if (count(status, "refused") > 0) {
            return """
                    The monitor answers, and refuses: another program is associated with it. End that one, wait 10 s, try again.
                    Le moniteur refuse : un autre programme lui est associé.""";
        }
        if (count(status, "datagrams") > 0) {
            return "The monitor answers, but what it says was not an association; rejected: " + status.rejected();
        }
        return """
                No answer. Is the address right (ping it), the monitor on, "LAN Data Export" switched on, this machine in the
                same subnet? Pas de réponse : vérifier l'adresse, le moniteur et l'option « LAN Data Export ».""";
    }

    private static String line(String place, AdapterStatus status) {
        for (LineState state : LineState.values()) {
            if (!state.isUp() && state != LineState.LOST && count(status, "line-" + state.word()) > 0) {
                return state.english(place) + "\n" + state.french(place);
            }
        }
        long bytes = count(status, "bytes-in");
        long frames = count(status, "frames");
        if (bytes == 0) {
            return """
                    No byte came. Is the cable the right one (RJ45 pin 5 to our receive, pin 7 to our transmit, pin 4 ground), in
                    the MIB port that is set to data export ("DtOut1")? A wrong parity looks like silence too.
                    Aucun octet reçu : vérifier le câble, la prise MIB et son réglage « DtOut1 ».""";
        }
        if (frames == 0) {
            return bytes + " bytes came, but no good frame: the speed is probably wrong (115200 or 19200), or another"
                    + " device is connected; rejected: " + status.rejected()
                    + "\n" + bytes + " octets reçus mais aucune trame valable : vitesse incorrecte ou autre appareil ?";
        }
        return frames + " good frames came, but no association: our transmit line (pin 7) may be missing, or another"
                + " program holds it.\n" + frames + " trames reçues mais pas d'association : fil d'émission manquant ?";
    }

    private static long count(AdapterStatus status, String word) {
        return status.counts().getOrDefault(word, 0L);
    }
}
