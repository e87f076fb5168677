/** For authors of engines: kernels behind an interface, their plain forms, and what turns moments into fits. */
@NullMarked
package io.regroup.kernels;

import org.jspecify.annotations.NullMarked;
