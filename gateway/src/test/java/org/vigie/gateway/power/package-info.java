/** Tests of what the box runs on. */
@NullMarked
package org.vigie.gateway.power;

import org.jspecify.annotations.NullMarked;
