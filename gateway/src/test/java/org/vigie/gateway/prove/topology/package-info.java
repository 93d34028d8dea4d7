/** What the campaign of cables and processes reads and judges. */
@NullMarked
package org.vigie.gateway.prove.topology;

import org.jspecify.annotations.NullMarked;
