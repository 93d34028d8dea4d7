/** Tests of the HL7 codec. */
@NullMarked
package org.vigie.adapter.hl7.codec;

import org.jspecify.annotations.NullMarked;
