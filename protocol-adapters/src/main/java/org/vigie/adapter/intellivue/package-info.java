/** Philips IntelliVue Data Export, over the network or a serial line: one decoder for all that is journaled. */
@NullMarked
package org.vigie.adapter.intellivue;

import org.jspecify.annotations.NullMarked;
