package io.regroup.gmm.encoder;

/**
 * What the strict form of the encoding loses of a column: values that do not come back to a relative 1e-9.
 *
 * @param values how many finite ones
 * @param infinite how many infinite ones
 * @param largest the largest absolute error of a finite one, 0 if there is none
 * @param mean the mean absolute error of the finite ones that are lost, 0 if there is none
 */
public record ClipLoss(long values, long infinite, double largest, double mean) {}
