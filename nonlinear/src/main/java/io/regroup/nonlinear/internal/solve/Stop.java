package io.regroup.nonlinear.internal.solve;

/** Why an iteration has ended. */
public enum Stop {
    /** At a minimum, perhaps one of several, or one at a bound. */
    CONVERGED,
    /** The limit of evaluations was reached. */
    EVALUATIONS_SPENT,
    /** Not at a minimum, but no step goes down. */
    NO_DESCENT,
    /** The model has no finite values at the start. */
    UNDEFINED_START,
    /** The derivatives of the model are not finite where the iteration has come to. */
    UNDEFINED_DERIVATIVES
}
