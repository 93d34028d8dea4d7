/** The whole program as a hospital runs it: real processes, real sockets, real time. */
@NullMarked
package org.vigie.gateway.system;

import org.jspecify.annotations.NullMarked;
