/** How mixtures are fitted. */
@NullMarked
package io.regroup.gmm.internal;

import org.jspecify.annotations.NullMarked;
