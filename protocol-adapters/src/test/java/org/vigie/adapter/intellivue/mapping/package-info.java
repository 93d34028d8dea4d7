/** Tests of the IntelliVue mapping. */
@NullMarked
package org.vigie.adapter.intellivue.mapping;

import org.jspecify.annotations.NullMarked;
