/** Runs sessions over transports: one class per kind of adapter. */
@NullMarked
package org.vigie.adapter.shell;

import org.jspecify.annotations.NullMarked;
