/** What must hold whatever bytes come in: targets of {@code vigie prove fuzz}, and of a slice of it in the tests. */
@NullMarked
package org.vigie.adapter.fuzz;

import org.jspecify.annotations.NullMarked;
