/** Tests of the journal: what was acknowledged is there, what is damaged is named. */
@NullMarked
package org.vigie.gateway.journal;

import org.jspecify.annotations.NullMarked;
