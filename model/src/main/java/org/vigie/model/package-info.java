/** Names of beds, monitors and feeds, and the moment at which something was received. */
@NullMarked
package org.vigie.model;

import org.jspecify.annotations.NullMarked;
