/** Looking back: minute trends of every bed, kept in memory, fed by the ward and rebuilt from the journal. */
@NullMarked
package org.vigie.gateway.history;

import org.jspecify.annotations.NullMarked;
