/** Tests of adapters over real sockets. */
@NullMarked
package org.vigie.adapter.shell;

import org.jspecify.annotations.NullMarked;
