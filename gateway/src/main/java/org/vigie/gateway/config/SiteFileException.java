package org.vigie.gateway.config;

import java.util.List;
import java.util.stream.Collectors;

/** A site.yaml that cannot be used. The message holds every problem, one a line. */
public final class SiteFileException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient List<SiteProblem> problems;

    SiteFileException(List<SiteProblem> problems) {
        super(problems.stream().map(SiteProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** In the order of the file. */
    public List<SiteProblem> problems() {
        return problems;
    }
}
