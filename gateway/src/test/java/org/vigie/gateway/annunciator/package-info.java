/** Tests of the own voice of the box. */
@NullMarked
package org.vigie.gateway.annunciator;

import org.jspecify.annotations.NullMarked;
