/** The peers: other people's MLLP servers, each a program of its own around a few lines of theirs. */
@NullMarked
package org.vigie.bench.peer;

import org.jspecify.annotations.NullMarked;
