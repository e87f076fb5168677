/**
 * The contract kit: extend {@code EngineContract}, {@code FitterContract} or {@code ReductionContract} in your tests, say how your
 * plug-in is made, and every rule of docs/contract.md that can be tested from outside is.
 */
@NullMarked
package io.regroup.crossvalidation.contract;

import org.jspecify.annotations.NullMarked;
