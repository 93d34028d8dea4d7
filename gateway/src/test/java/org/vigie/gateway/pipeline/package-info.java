/** The pipeline, thread by thread. */
@NullMarked
package org.vigie.gateway.pipeline;

import org.jspecify.annotations.NullMarked;
