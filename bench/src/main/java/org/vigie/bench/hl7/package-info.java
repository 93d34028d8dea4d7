/** HL7 ingest: the message, the load and the measures that every server is put through alike. */
@NullMarked
package org.vigie.bench.hl7;

import org.jspecify.annotations.NullMarked;
