/** What Vigie knows about monitor families: one profile per protocol dialect, and the tables of codes and units. */
@NullMarked
package org.vigie.profiles;

import org.jspecify.annotations.NullMarked;
