/** Vigie measured against its peers, each server in a process of its own; built only with {@code -Pbench}. */
@NullMarked
package org.vigie.bench;

import org.jspecify.annotations.NullMarked;
