/** What the tests of all modules share. */
@NullMarked
package org.vigie.model.testing;

import org.jspecify.annotations.NullMarked;
