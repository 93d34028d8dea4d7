/**
 * From parsed HL7 messages to reports of the model, by profile; pure: no clock, no I/O, the same bytes give the same.
 */
@NullMarked
package org.vigie.adapter.hl7.mapping;

import org.jspecify.annotations.NullMarked;
