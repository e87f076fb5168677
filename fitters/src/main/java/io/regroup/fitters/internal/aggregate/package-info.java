/** The fitter that reduces groups to single values: summaries of a column that aggregates share, and what is read off them. */
@NullMarked
package io.regroup.fitters.internal.aggregate;

import org.jspecify.annotations.NullMarked;
