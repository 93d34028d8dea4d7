package org.vigie.gateway.config;

/**
 * Something in site.yaml that must be put right.
 *
 * @param file name of the file as it was given
 * @param line from 1
 * @param text what is wrong and what to do
 */
public record SiteProblem(String file, int line, String text) {
    /** {@code file:line: text}, as editors and compilers write it. */
    @Override
    public String toString() {
        return file + ":" + line + ": " + text;
    }
}
