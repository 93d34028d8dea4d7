/** How far the feed of a bed may be believed, and why it was lost. */
@NullMarked
package org.vigie.model.link;

import org.jspecify.annotations.NullMarked;
