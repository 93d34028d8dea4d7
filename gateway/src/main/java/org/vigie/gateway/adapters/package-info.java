/** The adapters of this site: which listeners and called monitors run, and how a changed site changes them. */
@NullMarked
package org.vigie.gateway.adapters;

import org.jspecify.annotations.NullMarked;
