/** Tests of the files of the page and of their wire contract. */
@NullMarked
package org.vigie.dashboard;

import org.jspecify.annotations.NullMarked;
