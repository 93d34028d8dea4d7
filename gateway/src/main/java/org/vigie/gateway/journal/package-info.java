/**
 * What the gateway acknowledged and can still show after a power cut: the journal on Chronicle Queue, and its reader.
 */
@NullMarked
package org.vigie.gateway.journal;

import org.jspecify.annotations.NullMarked;
