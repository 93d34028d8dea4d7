/** What the tests of the adapters share. */
@NullMarked
package org.vigie.adapter.testing;

import org.jspecify.annotations.NullMarked;
