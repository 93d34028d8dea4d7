/** Tests of the loader of profile files. */
@NullMarked
package org.vigie.profiles.load;

import org.jspecify.annotations.NullMarked;
