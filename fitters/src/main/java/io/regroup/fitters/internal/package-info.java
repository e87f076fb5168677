/** The fitters, found through the {@code Fitter} service. */
@NullMarked
package io.regroup.fitters.internal;

import org.jspecify.annotations.NullMarked;
