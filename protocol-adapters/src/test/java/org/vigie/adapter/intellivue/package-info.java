/** Tests of IntelliVue beyond one part of it. */
@NullMarked
package org.vigie.adapter.intellivue;

import org.jspecify.annotations.NullMarked;
