@NullMarked
package org.vigie.gateway.history;

import org.jspecify.annotations.NullMarked;
