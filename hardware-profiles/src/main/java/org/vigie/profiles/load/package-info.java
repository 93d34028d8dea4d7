/** Reads profile files: YAML with marks, JSON Schema, then meaning; every problem at once, with file and line. */
@NullMarked
package org.vigie.profiles.load;

import org.jspecify.annotations.NullMarked;
