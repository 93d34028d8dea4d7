/** Tests of the probe. */
@NullMarked
package org.vigie.adapter.probe;

import org.jspecify.annotations.NullMarked;
