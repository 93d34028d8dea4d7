/** Tests of the HL7 session. */
@NullMarked
package org.vigie.adapter.hl7.session;

import org.jspecify.annotations.NullMarked;
