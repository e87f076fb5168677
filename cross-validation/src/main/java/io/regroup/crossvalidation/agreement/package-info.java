/** Compares fits of the same rows by different engines and strategies, and states how far they may be apart. */
@NullMarked
package io.regroup.crossvalidation.agreement;

import org.jspecify.annotations.NullMarked;
