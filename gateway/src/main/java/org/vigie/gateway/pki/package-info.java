/**
 * The site's own certificate authority: made at the first start, known to nobody else, without a clock or a network.
 */
@NullMarked
package org.vigie.gateway.pki;

import org.jspecify.annotations.NullMarked;
