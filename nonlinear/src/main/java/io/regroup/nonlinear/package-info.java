/**
 * Nonlinear least squares per group: {@link io.regroup.nonlinear.NonlinearFitter} finds the parameters of a named model, of a
 * formula, or of a {@link io.regroup.nonlinear.NonlinearModel} that an application brings.
 */
@NullMarked
package io.regroup.nonlinear;

import org.jspecify.annotations.NullMarked;
