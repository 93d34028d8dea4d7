/** What one message of a monitor says, in the words of the model: the output of every adapter. */
@NullMarked
package org.vigie.model.report;

import org.jspecify.annotations.NullMarked;
