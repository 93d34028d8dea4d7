/** Small files that a power cut leaves whole. */
@NullMarked
package org.vigie.gateway.files;

import org.jspecify.annotations.NullMarked;
