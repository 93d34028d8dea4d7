package org.vigie.adapter.intellivue.codec;

/**
 * One attribute as the monitor sent it.
 *
 * @param id see {@link AttributeId}; unknown ones are kept
 * @param value raw; its meaning depends on the id
 */
public record Attribute(int id, Octets value) {}
