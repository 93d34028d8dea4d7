/** Ingest, journal, apply: the one way by which anything comes to change what the displays show. */
@NullMarked
package org.vigie.gateway.pipeline;

import org.jspecify.annotations.NullMarked;
