/** What a fit gives back: the group table, predictions and residuals, and an account of what ran. */
@NullMarked
package io.regroup.api.result;

import org.jspecify.annotations.NullMarked;
