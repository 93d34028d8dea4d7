/** The past to a record system over MLLP: each message until it is answered, and none twice. */
@NullMarked
package org.vigie.gateway.recovery.send;

import org.jspecify.annotations.NullMarked;
