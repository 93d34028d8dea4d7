/** Drills: a unit practises with virtual patients, and learns afterwards how it answered. */
@NullMarked
package org.vigie.gateway.drill;

import org.jspecify.annotations.NullMarked;
