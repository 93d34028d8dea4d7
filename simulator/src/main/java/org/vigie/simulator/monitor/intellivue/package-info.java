/** Virtual IntelliVue monitors: encoder, server side of the association, alert lists; pure, on a clock from outside. */
@NullMarked
package org.vigie.simulator.monitor.intellivue;

import org.jspecify.annotations.NullMarked;
