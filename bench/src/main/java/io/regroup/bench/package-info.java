/** The {@code regroup bench} command: scenarios, contenders, harness and report. */
@NullMarked
package io.regroup.bench;

import org.jspecify.annotations.NullMarked;
