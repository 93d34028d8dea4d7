/** Tests of the transports. */
@NullMarked
package org.vigie.adapter.transport;

import org.jspecify.annotations.NullMarked;
