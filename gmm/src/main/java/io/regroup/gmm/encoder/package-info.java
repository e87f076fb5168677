/**
 * The mode-specific column encoder: columns of any type become numbers and one-hot columns on which generative models train, and come
 * back exactly. {@link io.regroup.gmm.encoder.EncoderSpec} says what is wanted, {@link io.regroup.gmm.encoder.Encoder} transforms
 * rows in both directions, {@link io.regroup.gmm.encoder.ModelDirectory} keeps its models in files.
 */
@NullMarked
package io.regroup.gmm.encoder;

import org.jspecify.annotations.NullMarked;
