/** The façade: say what to fit, fit it, read the result. Start at {@link io.regroup.api.Regroup}. */
@NullMarked
package io.regroup.api;

import org.jspecify.annotations.NullMarked;
