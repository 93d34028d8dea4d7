/** Tests of the pure parts of {@code prove virtualaddress}. */
@NullMarked
package org.vigie.gateway.prove.virtual;

import org.jspecify.annotations.NullMarked;
