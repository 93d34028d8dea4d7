package org.vigie.dashboard.wire;

/**
 * Answer about the past of a bed that another box keeps; status 404.
 *
 * @param box name of that box
 * @param bed name of the bed there
 */
public record KeptElsewhere(String box, String bed) {}
