package org.vigie.simulator.scenario;

import java.util.List;

/** A scenario that cannot be played; lists every problem with file and line. */
public final class ScenarioException extends Exception {
    private static final long serialVersionUID = 1;

    private final List<String> problems;

    ScenarioException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    /** Each with file and line, in the order of the file. */
    public List<String> problems() {
        return problems;
    }
}
