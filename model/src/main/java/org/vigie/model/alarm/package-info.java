/** The life of one alarm condition: what may happen to it, decided by a pure function. */
@NullMarked
package org.vigie.model.alarm;

import org.jspecify.annotations.NullMarked;
