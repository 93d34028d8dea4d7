/** Tests of the module as a whole. */
@NullMarked
package org.vigie.adapter;

import org.jspecify.annotations.NullMarked;
