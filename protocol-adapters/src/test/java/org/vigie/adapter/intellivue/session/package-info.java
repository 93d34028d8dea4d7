/** Tests of the conversation with a monitor. */
@NullMarked
package org.vigie.adapter.intellivue.session;

import org.jspecify.annotations.NullMarked;
