/** What was kept, as files that other programs read: CSV, HL7 v2 and FHIR R4. */
@NullMarked
package org.vigie.gateway.recovery.export;

import org.jspecify.annotations.NullMarked;
