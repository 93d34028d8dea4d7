/** The commands of {@code vigie} that belong to the gateway. */
@NullMarked
package org.vigie.gateway.cli;

import org.jspecify.annotations.NullMarked;
