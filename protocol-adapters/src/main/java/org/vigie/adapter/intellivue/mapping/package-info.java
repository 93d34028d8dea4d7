/** IntelliVue poll cycles to reports of the model, by codes and never by the words on the monitor's screen; pure. */
@NullMarked
package org.vigie.adapter.intellivue.mapping;

import org.jspecify.annotations.NullMarked;
