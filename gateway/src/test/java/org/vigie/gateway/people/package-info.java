/** Tests of PINs and sessions. */
@NullMarked
package org.vigie.gateway.people;

import org.jspecify.annotations.NullMarked;
