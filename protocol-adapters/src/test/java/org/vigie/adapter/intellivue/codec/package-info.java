/** Tests of the IntelliVue codec. */
@NullMarked
package org.vigie.adapter.intellivue.codec;

import org.jspecify.annotations.NullMarked;
