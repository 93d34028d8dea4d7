/** The commands that look into a journal: {@code vigie journal ls|cat|verify|seal|backup}. */
@NullMarked
package org.vigie.gateway.journal.cli;

import org.jspecify.annotations.NullMarked;
