/** The web side: the page, the view of the ward, health and metrics; reading only. */
@NullMarked
package org.vigie.gateway.http;

import org.jspecify.annotations.NullMarked;
