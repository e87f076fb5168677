package io.regroup.api;

/** Which rows count when there are several targets. */
public enum RowUse {
    /** A row counts for a target if that target, every feature and the weight are finite and the weight is positive. */
    PER_TARGET,
    /** A row counts for all targets or for none: every target must be finite as well. */
    JOINT
}
