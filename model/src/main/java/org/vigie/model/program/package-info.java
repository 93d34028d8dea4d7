/** The seams of the one program: subcommands, and a gateway that can be started inside another command. */
@NullMarked
package org.vigie.model.program;

import org.jspecify.annotations.NullMarked;
