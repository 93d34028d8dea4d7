/** The box's own voice, for when no display answers. */
@NullMarked
package org.vigie.gateway.annunciator;

import org.jspecify.annotations.NullMarked;
