/** The conversation with one IntelliVue monitor: association, polls, and what its parts add up to. Pure. */
@NullMarked
package org.vigie.adapter.intellivue.session;

import org.jspecify.annotations.NullMarked;
