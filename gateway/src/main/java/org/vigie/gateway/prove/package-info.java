/** The long proofs, {@code vigie prove NAME}: kill, power cut, full disk; each prints its figures. */
@NullMarked
package org.vigie.gateway.prove;

import org.jspecify.annotations.NullMarked;
