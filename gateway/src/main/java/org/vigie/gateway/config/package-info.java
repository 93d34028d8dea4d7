/** The site: which beds, which monitors, which addresses; read from site.yaml with every problem named by its line. */
@NullMarked
package org.vigie.gateway.config;

import org.jspecify.annotations.NullMarked;
