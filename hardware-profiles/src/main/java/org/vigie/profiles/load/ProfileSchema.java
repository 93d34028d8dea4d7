package org.vigie.profiles.load;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.vigie.profiles.ProfileProblem;

/** The JSON Schema (2020-12) of profile files, executed. Thread-safe once built. */
final class ProfileSchema {
    /** Keywords that only sum up what their parts say. */
    private static final Set<String> SUMMARIES = Set.of("allOf", "anyOf", "oneOf", "if", "then", "else", "$ref");

    private final Schema schema;

    ProfileSchema() {
        try (InputStream in = ProfileSchema.class.getResourceAsStream("/org/vigie/profiles/profile.schema.json")) {
            Objects.requireNonNull(in, "profile.schema.json is missing from the program");
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(text, InputFormat.JSON);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Problems of a document, with their lines, in the order of the file. */
    List<ProfileProblem> check(String file, ProfileYaml.Document document) {
        List<ProfileProblem> problems = new ArrayList<>();
        for (Error error : schema.validate(document.tree())) {
            if (!SUMMARIES.contains(error.getKeyword())) {
                problems.add(problem(file, document, error));
            }
        }
        return problems;
    }

    private static ProfileProblem problem(String file, ProfileYaml.Document document, Error error) {
        NodePath path = Objects.requireNonNull(error.getInstanceLocation(), "error without a place");
        StringBuilder pointer = new StringBuilder();
        StringBuilder readable = new StringBuilder();
        for (int i = 0; i < path.getNameCount(); i++) {
            Object element = path.getElement(i);
            pointer.append('/').append(element.toString().replace("~", "~0").replace("/", "~1"));
            if (element instanceof Integer index) {
                readable.append('[').append(index + 1).append(']');
            } else {
                readable.append(readable.isEmpty() ? "" : ".").append(element);
            }
        }
        String property = error.getProperty();
        if ("additionalProperties".equals(error.getKeyword()) && property != null) {
            pointer.append('/').append(property);
        }
        String where = readable.isEmpty() ? "" : readable + ": ";
        return new ProfileProblem(file, document.line(pointer.toString()), where + words(error));
    }

    private static String words(Error error) {
        String property = error.getProperty();
        return switch (error.getKeyword()) {
            case "additionalProperties" -> "'" + property + "' is not a key of a profile";
            case "required" -> "'" + property + "' is missing";
            case "type" ->
                "expected " + error.getMessage().replaceAll("^.*found, ", "").replace(" expected", "") + hint(error);
            default -> error.getMessage();
        };
    }

    private static String hint(Error error) {
        return error.getMessage().contains("string expected") ? " (put codes in quotes)" : "";
    }
}
