/** What the engineer needs: metrics, readiness, the support bundle, the version. */
@NullMarked
package org.vigie.gateway.ops;

import org.jspecify.annotations.NullMarked;
