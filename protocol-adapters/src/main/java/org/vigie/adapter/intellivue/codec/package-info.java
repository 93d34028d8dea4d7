/** IntelliVue Data Export bytes to message records and back, with the serial framing; pure, without clock or model. */
@NullMarked
package org.vigie.adapter.intellivue.codec;

import org.jspecify.annotations.NullMarked;
