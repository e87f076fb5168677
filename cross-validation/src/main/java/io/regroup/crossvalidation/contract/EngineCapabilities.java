package io.regroup.crossvalidation.contract;

import io.regroup.api.spi.ReductionPlan.Arrangement;
import java.util.EnumSet;
import java.util.Set;

/**
 * What an engine claims to be able to do. The contract tests that it can, and that it refuses the rest as it should.
 *
 * @param programs the kinds of program that it runs
 * @param arrangements the arrangements of rows that it executes; {@code IN_PLACE} goes without saying only for programs that can
 *     be combined
 * @param storesSummaries whether it offers a form in which summaries of least squares can be stored
 */
public record EngineCapabilities(Set<Program> programs, Set<Arrangement> arrangements, boolean storesSummaries) {

    /** The kinds of program. */
    public enum Program {
        /** {@link io.regroup.api.spi.LeastSquaresProgram}. */
        LEAST_SQUARES,
        /** {@link io.regroup.api.spi.SummaryProgram}. */
        SUMMARY,
        /** {@link io.regroup.api.spi.RoundsProgram}. */
        ROUNDS,
        /** {@link io.regroup.api.spi.WholeGroupProgram}. */
        WHOLE_GROUP
    }

    /** Copies the sets. */
    public EngineCapabilities {
        programs = Set.copyOf(programs);
        arrangements = Set.copyOf(arrangements);
    }

    /**
     * Returns the capabilities of a complete engine.
     *
     * @return everything
     */
    public static EngineCapabilities all() {
        return new EngineCapabilities(EnumSet.allOf(Program.class), EnumSet.allOf(Arrangement.class), true);
    }

    /**
     * Returns the capabilities of an engine that keeps groups whole and combines nothing.
     *
     * @return all programs, rows gathered, in order or sorted, nothing stored
     */
    public static EngineCapabilities wholeGroups() {
        return new EngineCapabilities(
                EnumSet.allOf(Program.class), EnumSet.complementOf(EnumSet.of(Arrangement.IN_PLACE)), false);
    }

    /**
     * Returns the capabilities of an engine that needs all rows of a group in memory.
     *
     * @return all programs, rows gathered, nothing stored
     */
    public static EngineCapabilities gatheredOnly() {
        return new EngineCapabilities(EnumSet.allOf(Program.class), EnumSet.of(Arrangement.GATHERED), false);
    }
}
