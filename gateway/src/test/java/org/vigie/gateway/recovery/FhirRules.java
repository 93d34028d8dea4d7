package org.vigie.gateway.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rules of FHIR R4 (4.0.1) that concern what we write, by the names of the specification: bdl-* of Bundle, obs-* of
 * Observation, ele-1, and the patterns of the primitive types.
 */
final class FhirRules {
    private static final String INSTANT = "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?(Z|[+-]\\d{2}:\\d{2})";
    private static final String ID = "[A-Za-z0-9.-]{1,64}";
    private static final Set<String> OBSERVATION = Set.of(
            "resourceType",
            "id",
            "meta",
            "identifier",
            "status",
            "code",
            "subject",
            "effectiveDateTime",
            "effectivePeriod",
            "valueQuantity",
            "valueString",
            "valueCodeableConcept",
            "dataAbsentReason",
            "interpretation",
            "note",
            "device",
            "referenceRange",
            "component");

    private FhirRules() {}

    static List<JsonNode> resources(JsonNode bundle, String type) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode entry : bundle.get("entry")) {
            if (entry.at("/resource/resourceType").asText().equals(type)) {
                found.add(entry.get("resource"));
            }
        }
        return found;
    }

    static void check(JsonNode bundle) {
        assertEquals("Bundle", bundle.get("resourceType").asText());
        assertEquals("collection", bundle.get("type").asText());
        assertTrue(bundle.get("timestamp").asText().matches(INSTANT));
        notEmpty(bundle, "Bundle");
        Map<String, String> types = new HashMap<>();
        for (JsonNode entry : bundle.get("entry")) {
            String url = entry.get("fullUrl").asText();
            JsonNode resource = entry.get("resource");
            assertTrue(url.matches("urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"), url);
            assertEquals(url.substring("urn:uuid:".length()), resource.get("id").asText());
            assertTrue(resource.get("id").asText().matches(ID));
            assertFalse(entry.has("request") || entry.has("response") || entry.has("search"), "bdl-2, bdl-3, bdl-4");
            assertNull(types.put(url, resource.get("resourceType").asText()), () -> "bdl-7: " + url + " twice");
        }
        for (JsonNode observation : resources(bundle, "Observation")) {
            observation(observation, types);
        }
        for (JsonNode patient : resources(bundle, "Patient")) {
            assertFalse(patient.at("/identifier/0/value").asText().isEmpty());
            JsonNode gender = patient.get("gender");
            assertTrue(gender == null
                    || Set.of("male", "female", "other", "unknown").contains(gender.asText()));
            JsonNode born = patient.get("birthDate");
            assertTrue(born == null || born.asText().matches("\\d{4}-\\d{2}-\\d{2}"));
        }
    }

    private static void observation(JsonNode o, Map<String, String> types) {
        o.fieldNames().forEachRemaining(name -> assertTrue(OBSERVATION.contains(name), name));
        assertEquals("final", o.get("status").asText());
        coding(o.get("code"), "code is 1..1");
        int values = 0;
        for (String value : List.of("valueQuantity", "valueString", "valueCodeableConcept")) {
            values += o.has(value) ? 1 : 0;
        }
        assertTrue(values <= 1, "value[x] is 0..1");
        assertEquals(values == 0, o.has("dataAbsentReason"), "obs-6: " + o);
        assertTrue(o.has("effectiveDateTime") != o.has("effectivePeriod"), "effective[x] is 0..1");
        if (o.has("effectiveDateTime")) {
            assertTrue(o.get("effectiveDateTime").asText().matches(INSTANT), o.toString());
        }
        if (o.has("valueQuantity")) {
            quantity(o.get("valueQuantity"));
        }
        for (JsonNode range : o.path("referenceRange")) {
            assertTrue(range.has("low") || range.has("high") || range.has("text"), "obs-3");
        }
        for (JsonNode component : o.path("component")) {
            coding(component.get("code"), "component.code is 1..1");
            assertFalse(
                    component
                            .at("/code/coding/0/code")
                            .asText()
                            .equals(o.at("/code/coding/0/code").asText()),
                    "obs-7");
        }
        JsonNode subject = o.get("subject");
        assertTrue(subject.has("reference") || subject.has("display"), "ref-1");
        if (subject.has("reference")) {
            assertEquals("Patient", types.get(subject.get("reference").asText()));
        }
        if (o.has("device")) {
            assertEquals("Device", types.get(o.at("/device/reference").asText()));
        }
    }

    private static void quantity(JsonNode quantity) {
        assertTrue(quantity.get("value").isNumber());
        assertTrue(quantity.has("system") && quantity.has("code"), "qty-3");
    }

    private static void coding(JsonNode concept, String rule) {
        assertTrue(concept != null && concept.at("/coding/0/code").isTextual(), rule);
        for (JsonNode coding : concept.get("coding")) {
            assertTrue(coding.get("system").asText().matches("[a-z]+:\\S+"), coding.toString());
            assertTrue(coding.get("code").asText().matches("[^\\s]+(\\s[^\\s]+)*"), coding.toString());
        }
    }

    /** ele-1: everything has a value or children; a string is never empty. */
    private static void notEmpty(JsonNode node, String where) {
        if (node.isContainerNode()) {
            assertFalse(node.isEmpty(), where);
            node.properties().forEach(field -> notEmpty(field.getValue(), where + "." + field.getKey()));
            for (JsonNode child : node.isArray() ? node : List.<JsonNode>of()) {
                notEmpty(child, where + "[]");
            }
        } else {
            assertFalse(node.isNull() || node.asText().isBlank(), where + " is empty");
        }
    }
}
