package io.regroup.kernels;

/**
 * Arithmetic on columns of numbers, one entry per group: the loops that {@link BatchCholesky} consists of. Each method is one
 * loop over neighbouring entries; every operation is rounded once, as IEEE 754 has it, so that all implementations give the
 * same bits. A column is an array with the place of its first entry; into may be one of the operands.
 */
public interface ColumnLoops {

    /**
     * Writes 1 / a.
     *
     * @param a the column a
     * @param i where it starts
     * @param into receives the result
     * @param at where that starts
     * @param count how many entries
     */
    void reciprocal(double[] a, int i, double[] into, int at, int count);

    /**
     * Writes 1 / √a, rounded twice.
     *
     * @param a the column a
     * @param i where it starts
     * @param into receives the result
     * @param at where that starts
     * @param count how many entries
     */
    void reciprocalRoot(double[] a, int i, double[] into, int at, int count);

    /**
     * Writes a + b.
     *
     * @param a the column a
     * @param i where it starts
     * @param b the column b
     * @param j where it starts
     * @param into receives the result
     * @param at where that starts
     * @param count how many entries
     */
    void add(double[] a, int i, double[] b, int j, double[] into, int at, int count);

    /**
     * Writes a b.
     *
     * @param a the column a
     * @param i where it starts
     * @param b the column b
     * @param j where it starts
     * @param into receives the result
     * @param at where that starts
     * @param count how many entries
     */
    void multiply(double[] a, int i, double[] b, int j, double[] into, int at, int count);

    /**
     * Writes c + a b, fused.
     *
     * @param a the column a
     * @param i where it starts
     * @param b the column b
     * @param j where it starts
     * @param c the column c
     * @param k where it starts
     * @param into receives the result
     * @param at where that starts
     * @param count how many entries
     */
    void addProduct(double[] a, int i, double[] b, int j, double[] c, int k, double[] into, int at, int count);

    /**
     * Writes c − a b, fused.
     *
     * @param a the column a
     * @param i where it starts
     * @param b the column b
     * @param j where it starts
     * @param c the column c
     * @param k where it starts
     * @param into receives the result
     * @param at where that starts
     * @param count how many entries
     */
    void subtractProduct(double[] a, int i, double[] b, int j, double[] c, int k, double[] into, int at, int count);

    /**
     * Lowers entries to {@code factor · a − b}, rounded twice, where that is less, or not a number.
     *
     * @param a the column a
     * @param i where it starts
     * @param factor a number
     * @param b the column b
     * @param j where it starts
     * @param into is lowered
     * @param at where that starts
     * @param count how many entries
     */
    void lower(double[] a, int i, double factor, double[] b, int j, double[] into, int at, int count);

    /**
     * Raises entries to a number where they are less, and leaves those that are not a number.
     *
     * @param least the number
     * @param into is raised
     * @param at where that starts
     * @param count how many entries
     */
    void raise(double least, double[] into, int at, int count);

    /**
     * Writes √(a / b).
     *
     * @param a the column a
     * @param i where it starts
     * @param b the column b
     * @param j where it starts
     * @param into receives the result
     * @param at where that starts
     * @param count how many entries
     */
    void rootOfRatio(double[] a, int i, double[] b, int j, double[] into, int at, int count);

    /**
     * Writes √a · b.
     *
     * @param a the column a
     * @param i where it starts
     * @param b the column b
     * @param j where it starts
     * @param into receives the result
     * @param at where that starts
     * @param count how many entries
     */
    void rootProduct(double[] a, int i, double[] b, int j, double[] into, int at, int count);

    /**
     * Writes 1 − a / b.
     *
     * @param a the column a
     * @param i where it starts
     * @param b the column b
     * @param j where it starts
     * @param into receives the result
     * @param at where that starts
     * @param count how many entries
     */
    void oneMinusRatio(double[] a, int i, double[] b, int j, double[] into, int at, int count);
}
