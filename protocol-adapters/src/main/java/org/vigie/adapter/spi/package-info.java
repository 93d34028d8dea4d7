/** What an adapter and the process around it know of each other. */
@NullMarked
package org.vigie.adapter.spi;

import org.jspecify.annotations.NullMarked;
