/** The simulator's own HL7 encoders, written from reference pages and never from the decoder. */
@NullMarked
package org.vigie.simulator.monitor.hl7;

import org.jspecify.annotations.NullMarked;
