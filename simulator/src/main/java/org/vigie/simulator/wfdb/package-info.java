/** Reader of PhysioNet's WFDB records, written from the published file formats. */
@NullMarked
package org.vigie.simulator.wfdb;

import org.jspecify.annotations.NullMarked;
