package io.regroup.api.spi;

import io.regroup.api.InvalidArgumentException;
import java.util.Set;

/**
 * What a program leaves open that approaches its answer step by step, and ends when steps are small: two engines end a little
 * apart, and not always after the same number of steps. Fits that are NOT_CONVERGED may be any distance apart.
 *
 * @param accuracy how far two ends may be apart, relative to the size of a number, such as 1e-8; greater than 0
 * @param counts those of the program's {@link FitProgram#extras} that tell how the answer was found, such as a number of steps
 */
public record Iteration(double accuracy, Set<String> counts) {

    /**
     * Checks the parts.
     *
     * @throws InvalidArgumentException if the accuracy is not a finite number greater than 0
     */
    public Iteration {
        counts = Set.copyOf(counts);
        if (!(accuracy > 0 && Double.isFinite(accuracy))) {
            throw new InvalidArgumentException(
                    "accuracy of an iteration: expected a number greater than 0, such as 1e-8, got " + accuracy);
        }
    }
}
