package org.vigie.model.program;

import java.util.concurrent.Callable;

/**
 * A subcommand of {@code vigie}, found by {@link java.util.ServiceLoader}: a class with picocli annotations and a
 * public constructor without arguments. {@code call} returns the exit code: 0 done, 1 failed, 2 usage.
 */
public interface Subcommand extends Callable<Integer> {}
