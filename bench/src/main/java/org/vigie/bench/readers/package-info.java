/** What brokers cost that serve the readers of a large site: publishers, readers and brokers as processes. */
@NullMarked
package org.vigie.bench.readers;

import org.jspecify.annotations.NullMarked;
