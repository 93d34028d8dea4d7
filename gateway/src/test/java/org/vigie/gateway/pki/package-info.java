/** Tests of the site's certificate authority. */
@NullMarked
package org.vigie.gateway.pki;

import org.jspecify.annotations.NullMarked;
