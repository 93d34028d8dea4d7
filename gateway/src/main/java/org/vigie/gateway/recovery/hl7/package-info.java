/**
 * What was kept, as IHE PCD-01 and PCD-04 messages; an encoder of its own, which knows neither adapters nor simulator.
 */
@NullMarked
package org.vigie.gateway.recovery.hl7;

import org.jspecify.annotations.NullMarked;
