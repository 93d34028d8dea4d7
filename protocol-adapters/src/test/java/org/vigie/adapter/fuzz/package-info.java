/** A slice of the fuzz campaigns that fits into a build. */
@NullMarked
package org.vigie.adapter.fuzz;

import org.jspecify.annotations.NullMarked;
