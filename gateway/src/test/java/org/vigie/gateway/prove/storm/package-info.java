/** Tests of the storm of alarms. */
@NullMarked
package org.vigie.gateway.prove.storm;

import org.jspecify.annotations.NullMarked;
