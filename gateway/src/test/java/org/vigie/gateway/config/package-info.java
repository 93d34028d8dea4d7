/** Site files, good and bad. */
@NullMarked
package org.vigie.gateway.config;

import org.jspecify.annotations.NullMarked;
