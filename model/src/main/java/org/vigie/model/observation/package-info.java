/** What a monitor measured: a number, a word, a stretch of samples, or nothing (which is never zero). */
@NullMarked
package org.vigie.model.observation;

import org.jspecify.annotations.NullMarked;
