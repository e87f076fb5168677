package io.regroup.gmm;

/** What the covariance matrices of a mixture's components may look like. In one dimension all but TIED are the same. */
public enum Covariance {
    /** Any matrix for each component. */
    FULL,
    /** Any matrix, the same for all components. */
    TIED,
    /** Dimensions do not depend on each other within a component. */
    DIAGONAL,
    /** Dimensions do not depend on each other within a component and have the same variance. */
    SPHERICAL
}
