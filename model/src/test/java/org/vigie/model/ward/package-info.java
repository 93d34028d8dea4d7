/** Tests of the ward reducer, on a virtual clock. */
@NullMarked
package org.vigie.model.ward;

import org.jspecify.annotations.NullMarked;
