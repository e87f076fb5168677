/** The reference engine, found through the {@code Engine} service. */
@NullMarked
package io.regroup.engine.robust.internal;

import org.jspecify.annotations.NullMarked;
