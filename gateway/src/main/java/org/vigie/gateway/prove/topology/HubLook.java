package org.vigie.gateway.prove.topology;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a box showed at one moment, of {@code /api/v1/ward}.
 *
 * @param epoch of its start
 * @param beds the word of each bed's link: live, slow, stale, lost
 * @param alarms those of silent edges, by their ids: each new silence has an id of its own
 */
public record HubLook(long epoch, Map<String, String> beds, Map<String, LinkAlarm> alarms) {
    /**
     * The alarm of a silent edge.
     *
     * @param state {@code active-unack} while it is silent, {@code latched-unack} until somebody has seen that it was
     */
    public record LinkAlarm(String edge, String state) {
        boolean isOn() {
            return state.startsWith("active");
        }
    }

    public HubLook {
        beds = Map.copyOf(beds);
        alarms = Map.copyOf(alarms);
    }

    /** Reads one answer. */
    public static HubLook of(JsonNode ward) {
        Map<String, String> beds = new TreeMap<>();
        for (JsonNode bed : ward.path("beds")) {
            beds.put(bed.path("bed").asText(), bed.path("link").asText());
        }
        Map<String, LinkAlarm> alarms = new TreeMap<>();
        for (JsonNode alarm : ward.path("alarms")) {
            if (alarm.path("code").asText().equals("VIGIE_EDGE_LOST")) {
                alarms.put(
                        alarm.path("id").asText(),
                        new LinkAlarm(
                                alarm.path("text").asText(), alarm.path("state").asText()));
            }
        }
        return new HubLook(ward.path("epoch").asLong(), beds, alarms);
    }

    /** The beds whose link has this word. */
    public Set<String> beds(String word) {
        return beds.entrySet().stream()
                .filter(bed -> bed.getValue().equals(word))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The edges that it says are silent now, each as often as it says so. */
    public List<String> lostEdges() {
        return alarms.values().stream()
                .filter(LinkAlarm::isOn)
                .map(LinkAlarm::edge)
                .sorted()
                .toList();
    }
}
