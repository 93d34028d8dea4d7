/** {@code prove virtualaddress}: a pair of boxes behind a virtual address of keepalived, in network namespaces. */
@NullMarked
package org.vigie.gateway.prove.virtual;

import org.jspecify.annotations.NullMarked;
