package io.regroup.bench;

/** Rows for which there is no reference: the recipe itself judges what was found, by one number that ought to be 1. */
interface JudgedRows extends RowDesign {

    /** Returns what the number ought to be, for each group. */
    Answers expected();
}
