/** A whole site in one thread: edges, hubs and the links between them on virtual time, broken by chance from a seed. */
@NullMarked
package org.vigie.gateway.prove.seeds;

import org.jspecify.annotations.NullMarked;
