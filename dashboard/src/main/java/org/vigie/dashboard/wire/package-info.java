/**
 * The contract between gateway and page: the records of {@code /api/v1/ward} and {@code /api/v1/live}, and their JSON.
 */
@NullMarked
package org.vigie.dashboard.wire;

import org.jspecify.annotations.NullMarked;
