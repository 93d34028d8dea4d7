/** PINs of the people of a shift: hashing, sessions of displays, and what guessing costs. */
@NullMarked
package org.vigie.gateway.people;

import org.jspecify.annotations.NullMarked;
