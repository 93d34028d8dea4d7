/** Tests of the profile catalogue and of the nomenclature. */
@NullMarked
package org.vigie.profiles;

import org.jspecify.annotations.NullMarked;
