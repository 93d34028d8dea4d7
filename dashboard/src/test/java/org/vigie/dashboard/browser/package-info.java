/** The page in a real Chromium against a scripted gateway. */
@NullMarked
package org.vigie.dashboard.browser;

import org.jspecify.annotations.NullMarked;
