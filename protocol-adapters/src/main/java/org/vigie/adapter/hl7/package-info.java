/** HL7 v2 from bedside monitors and vendors' gateways: wiring of codec, session and mapping. */
@NullMarked
package org.vigie.adapter.hl7;

import org.jspecify.annotations.NullMarked;
