/** {@code vigie probe}: what is at the other end of a cable or on a segment, in words, and the lines for site.yaml. */
@NullMarked
package org.vigie.adapter.probe;

import org.jspecify.annotations.NullMarked;
