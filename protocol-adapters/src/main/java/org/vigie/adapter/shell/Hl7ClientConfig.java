package org.vigie.adapter.shell;

import org.vigie.model.limits.Limits;

/**
 * One monitor that is a server itself (Mindray PDS).
 *
 * @param name in site.yaml; the first part of its source id
 * @param address of the monitor, as numbers
 * @param port of the monitor, normally 4601
 * @param profile id of its device profile
 * @param limits bounds
 */
public record Hl7ClientConfig(String name, String address, int port, String profile, Limits.Hl7 limits) {}
