/** Data, layouts and exact answers: what the contracts and the agreement matrix judge by. */
@NullMarked
package io.regroup.crossvalidation.internal;

import org.jspecify.annotations.NullMarked;
