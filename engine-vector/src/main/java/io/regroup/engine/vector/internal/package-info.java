/** The vector engine, found through the {@code Engine} service. */
@NullMarked
package io.regroup.engine.vector.internal;

import org.jspecify.annotations.NullMarked;
