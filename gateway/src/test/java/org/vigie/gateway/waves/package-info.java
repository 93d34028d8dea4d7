/** Tests of live waves. */
@NullMarked
package org.vigie.gateway.waves;

import org.jspecify.annotations.NullMarked;
