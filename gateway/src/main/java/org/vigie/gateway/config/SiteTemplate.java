package org.vigie.gateway.config;

/** The commented site.yaml that {@code vigie init} writes: it is valid as it stands. */
public final class SiteTemplate {
    private SiteTemplate() {}

    /** The text, English and French. */
    public static String text() {
        return """
                # Vigie: one file describes the installation. Vigie : ce fichier décrit toute l'installation.
                # It is read again when it changes, without interrupting any bed; a file with errors changes nothing.
                # Il est relu à chaque modification, sans interrompre aucun lit ; un fichier erroné ne change rien.
                # Check it: vigie check --config site.yaml      Vérifier : vigie check --config site.yaml

                site: CHU Example            # name of the hospital / nom de l'établissement
                unit: Réanimation A          # name of the unit / nom de l'unité
                language: fr                 # fr | en
                mode: live                   # live | demo | drill (exercice) : tout sauf live est marqué à l'écran

                # The screen. 127.0.0.1 = this box only; 0.0.0.0 = every network of this box.
                # L'écran. 127.0.0.1 = ce poste seulement ; 0.0.0.0 = tous les réseaux de ce poste.
                http: { host: 127.0.0.1, port: 8080 }

                # Folder of the journal, beside this file unless it begins with /. Dossier du journal.
                data: vigie-data

                # Choices of the unit about alarms. Choix de l'unité.
                alarms:
                  mirror-bedside-acknowledge: false  # true: acknowledged at the bedside counts / acquittée au lit = acquittée
                  medium-repeat-delay: 0s            # 0s-15s, for limit alarms that come and go / alarmes répétées
                  alarm-on-demo-data: false          # true: training only / formation seulement
                  annunciator: auto                  # auto, loudspeaker, none: the box sounds when no display answers / le boîtier sonne
                  other-network: true                # an alarm when this box can reach another network / si ce boîtier voit un autre réseau
                  #escalation: { high: [30s, 60s, 120s], medium: [60s, 180s], box: high }  # earlier if wanted / plus tôt, jamais plus tard

                # Where monitors send HL7 (MLLP). Port sur lequel les moniteurs envoient.
                # profile: auto recognises the sender; `vigie check` lists the others / reconnaît l'émetteur.
                listeners:
                  - { name: hl7, protocol: hl7, host: 0.0.0.0, port: 2575, profile: auto }

                # Philips IntelliVue on the network: every monitor that announces itself (docs/intellivue.md). Try: vigie probe udp
                # Philips IntelliVue en réseau : tout moniteur qui s'annonce. Essayer : vigie probe udp
                #  - { name: iv, protocol: intellivue, port: 24005, waves: [ecg, pleth, abp] }

                # Monitors that wait to be called. Moniteurs auxquels Vigie se connecte.
                monitors: []
                #  - { name: b12, protocol: mindray-pds, address: "192.168.10.12:4601", bed: R12 }
                #  - { name: b13, protocol: intellivue, address: "udp://192.168.10.13", bed: R13, waves: [ecg, pleth] }
                #  - { name: b14, protocol: intellivue, address: "serial:/dev/serial/by-id/NAME?baud=115200", bed: R14 }
                #  - { name: b15, protocol: intellivue, address: "tcp://192.168.10.5:4001", bed: R15 }

                # The beds, in the order of the screen. Les lits, dans l'ordre de l'écran.
                #   address    the monitor's address: everything from it is this bed / adresse du moniteur
                #   location   the bed as the monitor names it (PV1-3) / nom du lit dans le moniteur
                #   neither    the monitor names itself as the door does / le moniteur porte le nom de la porte
                #   period     time between two messages; learnt when absent / intervalle entre deux messages
                #   connection persistent: a closed connection is a loss / une connexion fermée = une perte
                #   empty      true: no patient here / pas de patient
                #   news2      true: early warning score, for step-down beds / score NEWS2, hors réanimation
                beds:
                  - { bed: R01 }
                  - { bed: R02, address: 192.168.10.22 }
                  - { bed: R03, location: "ICU^3^1" }
                  - { bed: R04, address: 192.168.10.24, period: 60s, connection: persistent, empty: true }
                """;
    }
}
