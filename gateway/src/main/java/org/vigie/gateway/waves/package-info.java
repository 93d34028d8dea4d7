/**
 * Live waves: from the samples of a message to lanes that displays draw; pure but for the hand-over to the displays.
 */
@NullMarked
package org.vigie.gateway.waves;

import org.jspecify.annotations.NullMarked;
