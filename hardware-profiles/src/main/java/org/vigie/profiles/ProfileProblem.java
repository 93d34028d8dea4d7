package org.vigie.profiles;

/**
 * One thing that is wrong in a profile file.
 *
 * @param file name as given by the caller
 * @param line from 1
 * @param text what is wrong and what was expected
 */
public record ProfileProblem(String file, int line, String text) {
    @Override
    public String toString() {
        return file + ":" + line + ": " + text;
    }
}
