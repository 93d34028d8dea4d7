/** Tests of the contract between gateway and page. */
@NullMarked
package org.vigie.dashboard.wire;

import org.jspecify.annotations.NullMarked;
