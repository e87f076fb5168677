package io.regroup.bench;

/** A recipe for rows: the same recipe gives the same rows every time, on any number of threads. */
interface RowDesign {

    /** Returns how many rows there will be. */
    int rows();

    /**
     * Makes the rows.
     *
     * @param threads how many compute
     * @return the rows
     */
    Rows generate(int threads);

    /**
     * Returns the same recipe for fewer or more rows. Groups grow in proportion where there are many of them; where the
     * number of groups is part of the recipe, the rows per group do.
     *
     * @param factor of the number of rows
     * @return the recipe
     */
    RowDesign scaled(double factor);
}
