/** Tests of the mapping from messages to reports. */
@NullMarked
package org.vigie.adapter.hl7.mapping;

import org.jspecify.annotations.NullMarked;
