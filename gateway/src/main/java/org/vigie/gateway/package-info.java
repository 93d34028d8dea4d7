/** The process: one central station with its adapters, journal and screen. */
@NullMarked
package org.vigie.gateway;

import org.jspecify.annotations.NullMarked;
