/** Ten minutes of a night with 64 beds in a real browser, compared with what the virtual monitors really did. */
@NullMarked
package org.vigie.bench.night;

import org.jspecify.annotations.NullMarked;
