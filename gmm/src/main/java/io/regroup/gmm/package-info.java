/** Gaussian mixtures: {@link io.regroup.gmm.GaussianMixture} is a fitted one. */
@NullMarked
package io.regroup.gmm;

import org.jspecify.annotations.NullMarked;
