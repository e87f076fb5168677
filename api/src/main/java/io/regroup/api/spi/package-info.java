/**
 * What plug-ins implement: {@link io.regroup.api.spi.Fitter} says what is computed, {@link io.regroup.api.spi.Engine} who
 * computes it, {@link io.regroup.api.spi.ReductionStrategy} how rows meet their group.
 */
@NullMarked
package io.regroup.api.spi;

import org.jspecify.annotations.NullMarked;
