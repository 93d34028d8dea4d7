/** HL7 v2 bytes to message records and back: frames, structure, characters, acknowledgements; pure, without clock. */
@NullMarked
package org.vigie.adapter.hl7.codec;

import org.jspecify.annotations.NullMarked;
