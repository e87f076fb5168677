/** Benchmarks for JMH: {@code regroup bench --jmh} runs them. */
@NullMarked
package io.regroup.bench.jmh;

import org.jspecify.annotations.NullMarked;
