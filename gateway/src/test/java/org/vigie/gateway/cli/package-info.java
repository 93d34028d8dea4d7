/** Commands. */
@NullMarked
package org.vigie.gateway.cli;

import org.jspecify.annotations.NullMarked;
