/** What the encoder is made of. */
@NullMarked
package io.regroup.gmm.encoder.internal;

import org.jspecify.annotations.NullMarked;
