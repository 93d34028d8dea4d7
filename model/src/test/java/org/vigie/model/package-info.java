/** Tests of what all modules share. */
@NullMarked
package org.vigie.model;

import org.jspecify.annotations.NullMarked;
