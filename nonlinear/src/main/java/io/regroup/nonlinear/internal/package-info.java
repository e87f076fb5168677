/** What is behind the fitter: its options, its program, the named models. */
@NullMarked
package io.regroup.nonlinear.internal;

import org.jspecify.annotations.NullMarked;
