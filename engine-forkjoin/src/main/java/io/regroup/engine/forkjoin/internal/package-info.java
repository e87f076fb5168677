/** The fork-join engine, found through the {@code Engine} service. */
@NullMarked
package io.regroup.engine.forkjoin.internal;

import org.jspecify.annotations.NullMarked;
