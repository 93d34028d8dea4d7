/** What the box runs on: mains or battery. */
@NullMarked
package org.vigie.gateway.power;

import org.jspecify.annotations.NullMarked;
