/** The {@code regroup} command: {@link io.regroup.cli.Main} starts it. */
@NullMarked
package io.regroup.cli;

import org.jspecify.annotations.NullMarked;
