/** Captured feeds read through the live code path: the decode of files and its JSON lines. */
@NullMarked
package org.vigie.adapter.replay;

import org.jspecify.annotations.NullMarked;
