/** Tools of the gateway's tests. */
@NullMarked
package org.vigie.gateway.testing;

import org.jspecify.annotations.NullMarked;
