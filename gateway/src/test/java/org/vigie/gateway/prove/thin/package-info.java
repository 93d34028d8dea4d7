/** Tests of {@code prove thinlink}. */
@NullMarked
package org.vigie.gateway.prove.thin;

import org.jspecify.annotations.NullMarked;
