/** Standard errors of least squares that do not assume equally large, independent residuals. */
@NullMarked
package io.regroup.fitters.internal.sandwich;

import org.jspecify.annotations.NullMarked;
