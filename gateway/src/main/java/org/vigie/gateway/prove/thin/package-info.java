/**
 * {@code prove thinlink}: an edge and a hub with a thin link between them, in network namespaces, and how long alarms
 * take.
 */
@NullMarked
package org.vigie.gateway.prove.thin;

import org.jspecify.annotations.NullMarked;
