/** After the outage: the journal told again as values, alarms and gaps, each with the patient whose it is. */
@NullMarked
package org.vigie.gateway.recovery;

import org.jspecify.annotations.NullMarked;
