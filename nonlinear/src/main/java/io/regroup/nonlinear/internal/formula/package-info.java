/** Formulas: from text to values and exact derivatives over columns of rows. */
@NullMarked
package io.regroup.nonlinear.internal.formula;

import org.jspecify.annotations.NullMarked;
