/** Paper: downtime sheets and the unit list as PDF, on demand and by the hour. */
@NullMarked
package org.vigie.gateway.paper;

import org.jspecify.annotations.NullMarked;
