@NullMarked
package org.vigie.model.score;

import org.jspecify.annotations.NullMarked;
