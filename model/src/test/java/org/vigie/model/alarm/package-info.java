/** Tests of the life of one alarm condition. */
@NullMarked
package org.vigie.model.alarm;

import org.jspecify.annotations.NullMarked;
