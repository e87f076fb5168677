package io.regroup.gmm.encoder.internal;

import io.regroup.gmm.encoder.Assignment;
import io.regroup.gmm.internal.MixtureArithmetic;

/**
 * How values are encoded, beside the models.
 *
 * @param assignment which component stands for a value
 * @param seed where draws start
 * @param arithmetic what is computed with
 */
public record Coding(Assignment assignment, long seed, MixtureArithmetic arithmetic) {}
