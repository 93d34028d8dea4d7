/** The link between edges and hubs: what travels, and the two machines that keep it whole. Pure: no clock, no I/O. */
@NullMarked
package org.vigie.gateway.link;

import org.jspecify.annotations.NullMarked;
