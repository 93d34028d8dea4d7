/** What the pipeline writes into the journal, and how it reads it back: one version byte, then fields in order. */
@NullMarked
package org.vigie.gateway.pipeline.records;

import org.jspecify.annotations.NullMarked;
