/** Tests of what is told after the outage. */
@NullMarked
package org.vigie.gateway.recovery;

import org.jspecify.annotations.NullMarked;
