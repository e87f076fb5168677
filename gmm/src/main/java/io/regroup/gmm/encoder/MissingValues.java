package io.regroup.gmm.encoder;

/** Which columns have an indicator for missing values, and one for NaN. */
public enum MissingValues {
    /** Those in which such values occur when models are fitted; if they occur later elsewhere, that is an error. */
    AUTO,
    /** All: one for missing values, and where numbers can be NaN one for those. */
    ALWAYS,
    /** None: a missing value or a NaN is an error. */
    ERROR
}
