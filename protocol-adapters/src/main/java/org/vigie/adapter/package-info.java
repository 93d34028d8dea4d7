/** Bytes of monitors in, reports of the model out: one package per protocol, sockets only in transport and shell. */
@NullMarked
package org.vigie.adapter;

import org.jspecify.annotations.NullMarked;
