/** Tests of the decode of captured feeds. */
@NullMarked
package org.vigie.adapter.replay;

import org.jspecify.annotations.NullMarked;
