/**
 * The conduct of one HL7 connection: what is answered, delivered and refused, as effects; pure, time comes as argument.
 */
@NullMarked
package org.vigie.adapter.hl7.session;

import org.jspecify.annotations.NullMarked;
