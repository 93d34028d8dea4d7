/** Views. */
@NullMarked
package org.vigie.gateway.fanout;

import org.jspecify.annotations.NullMarked;
