/** The reduction strategies, found through the {@code ReductionStrategy} service. */
@NullMarked
package io.regroup.reducers.internal;

import org.jspecify.annotations.NullMarked;
