/** Reductions of groups to single values, such as means and quantiles: what to compute, and what came of it. */
@NullMarked
package io.regroup.api.aggregate;

import org.jspecify.annotations.NullMarked;
