package io.regroup.gmm.encoder.internal;

import io.regroup.api.spi.GaussianKernel;
import io.regroup.api.spi.GaussianLayout;
import io.regroup.gmm.encoder.Assignment;
import java.util.function.Function;

/**
 * How values are encoded, beside the models.
 *
 * @param assignment which component stands for a value
 * @param seed where draws start
 * @param kernels makes the arithmetic for one thread
 */
public record Coding(Assignment assignment, long seed, Function<GaussianLayout, GaussianKernel> kernels) {}
