/** The web side. */
@NullMarked
package org.vigie.gateway.http;

import org.jspecify.annotations.NullMarked;
