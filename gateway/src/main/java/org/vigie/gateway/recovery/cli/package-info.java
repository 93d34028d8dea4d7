/** The commands for the time after the outage: {@code vigie journal export|send|bundle}. */
@NullMarked
package org.vigie.gateway.recovery.cli;

import org.jspecify.annotations.NullMarked;
