/** Nonlinear least squares with bounds, on plain arrays. */
@NullMarked
package io.regroup.nonlinear.internal.solve;

import org.jspecify.annotations.NullMarked;
