/** Tests of a box among others. */
@NullMarked
package org.vigie.gateway.roles;

import org.jspecify.annotations.NullMarked;
