/** Models that are linear in their coefficients, beyond plain least squares. */
@NullMarked
package io.regroup.fitters.internal.linear;

import org.jspecify.annotations.NullMarked;
