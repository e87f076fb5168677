package io.regroup.gmm.encoder;

/** What becomes of a category that did not occur when models were fitted. */
public enum UnseenCategories {
    /** It is an error. */
    ERROR,
    /** It has an indicator of its own, and stands in the overflow column, so that it comes back. */
    COLUMN
}
