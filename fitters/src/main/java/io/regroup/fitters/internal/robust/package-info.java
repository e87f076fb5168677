/** Robust regression: M-estimators, whose coefficients a few outlying rows cannot move far. */
@NullMarked
package io.regroup.fitters.internal.robust;

import org.jspecify.annotations.NullMarked;
