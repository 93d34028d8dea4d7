/** Tests of the commands that look into a journal. */
@NullMarked
package org.vigie.gateway.journal.cli;

import org.jspecify.annotations.NullMarked;
