/** Tests of sending the past. */
@NullMarked
package org.vigie.gateway.recovery.send;

import org.jspecify.annotations.NullMarked;
