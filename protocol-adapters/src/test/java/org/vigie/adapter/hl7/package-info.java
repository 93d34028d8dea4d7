/** Tests of the HL7 wiring. */
@NullMarked
package org.vigie.adapter.hl7;

import org.jspecify.annotations.NullMarked;
