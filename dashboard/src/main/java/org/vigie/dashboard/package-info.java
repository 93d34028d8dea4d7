/** The central station as a static web application, and how it is served from the jar. */
@NullMarked
package org.vigie.dashboard;

import org.jspecify.annotations.NullMarked;
