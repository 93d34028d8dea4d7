@NullMarked
package org.vigie.gateway.paper;

import org.jspecify.annotations.NullMarked;
