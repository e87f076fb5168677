package io.regroup.crossvalidation.contract;

/**
 * The rules of docs/contract.md that the contract kit tests, with what to look at when one is broken. Rules about results are
 * tested on engines, which make them.
 */
public enum Rule {
    /** Negative weights. */
    R02(
            "A negative weight in a selected row is an InvalidArgumentException that says how many and where the first is.",
            "GroupedRows.requireNoNegativeWeight, called before rows are fitted"),
    /** Bad groups. */
    R03(
            "A bad group is a status, never an exception and never a made-up number; what was not fitted is NaN.",
            "what is written for a group that is not fitted: Estimates.unfitted, and buffers that keep the last group's numbers"),
    /** Groups. */
    R04(
            "Every group with a selected row is a row of the group table, with all columns, in ascending key order.",
            "the Grouping from which the result is made, and the number of each group's place in the estimates"),
    /** Keys. */
    R05(
            "Missing key values are a key of their own and come last; NaN comes after all numbers; −0.0 and 0.0 are one key;"
                    + " text is ordered by code point. Keys keep type and value.",
            "GroupedRows and Grouping do this; keys that are grouped otherwise do not"),
    /** Rows that count. */
    R06(
            "A row counts for a target if that target, all features and the weight are finite and the weight is positive;"
                    + " with joint use, if that holds for all targets.",
            "UsableRows, or what takes its place; whether each target has its own rows"),
    /** Few rows. */
    R07(
            "Minimum rows counts rows used: fewer is TOO_FEW_ROWS. As many as that but fewer than coefficients is"
                    + " UNDERDETERMINED. As many as coefficients keeps the coefficients and has NaN errors and rms.",
            "the order of the checks, and which rows are counted for them"),
    /** Counts. */
    R08(
            "Rows seen, rows used and rows left out by reason are in the result, and add up.",
            "a row that is skipped or taken twice; the counts of rows seen and of rows used"),
    /** Medians. */
    R09(
            "Medians are over a group's selected rows, missing values skipped, whatever the targets are.",
            "the rows that medians see: all selected ones, not those that count for a target"),
    /** The account of a run. */
    R12(
            "The result says which engine and strategy ran and why, and notes everything that was left out or lost.",
            "the explanation of the job, which belongs into the result"),
    /** Reproducibility. */
    E01(
            "For one engine and one row order, results have the same bits for any number of threads and any blocks of the input.",
            "what threads share: buffers, and sums whose order depends on who comes first"),
    /** Least squares. */
    E02(
            "Least squares are those of LeastSquaresProgram: rank by feature order, errors from s² (XᵀWX)⁻¹.",
            "the message's group and column; the first thing to check is a plain group of many rows"),
    /** Offsets. */
    E03(
            "Offsets of 1e6 on features and 1e9 on targets cost no digits.",
            "sums of squares and products: they belong about a pivot near the mean"),
    /** Failing fitters. */
    E04(
            "A fitter that throws in a group, returns no status, or calls a fit OK that has NaN or infinite coefficients, gets"
                    + " FAILED there and a note in the result; other groups are not affected.",
            "where the fitter is called: what it throws has to be caught there, group by group"),
    /** Availability. */
    E05(
            "An engine that cannot run says why without throwing; asked for by name it fails with that reason.",
            "availability(): it must not touch what may be missing"),
    /** Plans. */
    E06(
            "An engine says whether it can execute a plan; a plan that it cannot is not chosen, and asked for by name is refused"
                    + " before any work.",
            "supports(plan, program), and whether the declared capabilities are the real ones"),
    /** Interruption. */
    E07(
            "An interrupted run stops at the next block or unit of work.",
            "loops over blocks and groups: Workers stops them, loops of one's own have to look"),
    /** State. */
    E08(
            "An engine keeps nothing from one run for the next, leaves the rows as they are, and serves several threads at once.",
            "fields of the engine, and buffers that are handed from run to run"),
    /** Weights. */
    E09(
            "Weights are those of Σ w e²: a weight that is given is used in every sum.",
            "whether weights reach the sums, and whether they are used once, not as squares or roots"),
    /** Degrees of freedom. */
    E10(
            "The residual variance is Σ w e² / (rows − coefficients), and standard errors follow from it.",
            "what Σ w e² is divided by: rows used, less the coefficients that were estimated, the intercept among them"),
    /** Blocks. */
    E11(
            "Every row is in exactly one block, whatever the size of blocks.",
            "the first and the last row of a block, and the last block, which may have fewer"),
    /** Combining. */
    E12(
            "Summaries are combined in the order of rows: that of later rows is the second argument.",
            "the order in which the tree takes its leaves, also when blocks finish in another order"),
    /** Stored summaries. */
    E13(
            "Stored summaries of parts of the rows combine to the fit of all rows.",
            "summaryForm, and what its reducer leaves open"),
    /** Several fits. */
    E14(
            "Several fits in one call are those that are made one by one.",
            "runAll: of which job each result is, and which columns a fit takes where others have columns of their own"),
    /** Rounds. */
    E15(
            "In a program that goes over the rows in rounds, every round sees all rows of a group with the group's state, whatever"
                    + " other groups do; groups that are through are left alone.",
            "which state belongs to which group, and what becomes of groups that end in an early round"),
    /** Keys. */
    E16(
            "An engine's loops over keys find the runs that there are, in any part of the rows.",
            "keyKernel(): the row before the part, keys at its end that fill no vector, and differences that do not fit their type"),
    /** Compilation. */
    F01(
            "compile refuses unusable options; it reads no data. What a fitter does not support (weights, no intercept, a number of"
                    + " features) is refused for it.",
            "describe(): its support and its options have to be what compile can use"),
    /** Programs. */
    F02(
            "Programs and specifications are immutable and can be serialised.",
            "fields of the program that are not Serializable, or that change while it runs"),
    /** Names. */
    F03(
            "Names are lower-case words joined by hyphens; two plug-ins of one kind and name are an error that names both.",
            "name()"),
    /** Independence. */
    F04(
            "A group's fit depends on its own rows alone, and leaves them as they are: not on other groups, on their order, on"
                    + " threads, or on runs before.",
            "buffers that are not cleared, starting values from the last group, random numbers without a seed of the group's own"),
    /** All rows. */
    F05(
            "All usable rows of a group are used, whatever their order; a fitter to which order matters says so.",
            "the first and the last row: they go from rows.from() to rows.to() - 1"),
    /** Weights of fitters. */
    F06(
            "A fitter that supports weights uses them: equal weights change nothing, others do.",
            "rows.weight(), which is null where there are none; or say in describe() that weights are not supported"),
    /** Errors. */
    F07(
            "Standard errors say how far coefficients are off; a fitter whose errors are not calibrated says so.",
            "degrees of freedom: rows less coefficients"),
    /** Summaries. */
    F08(
            "Summaries combine: cut anywhere, in order, they give what all rows at once give.",
            "combine: it adds the summary of later rows to that of earlier ones, either of which may have no rows"),
    /** Hard groups. */
    F09(
            "Hard rows are a status: constant, repeated, huge, tiny or perfect ones; no exception, and no NaN that is called OK.",
            "divisions by a spread that may be zero, loops that may not end"),
    /** Predictions. */
    F10(
            "Predictions are those of the fitted model, and residual statistics are theirs.",
            "predict, its order of coefficients, and residuals that the program keeps"),
    /** The author's reference. */
    F11(
            "Coefficients are those that the author's own reference gives.",
            "the message's group; and the reference, which must not share code with the fitter"),
    /** Rounds. */
    F12(
            "What a program in rounds knows of a group is in its state: groups may be taken up in turn, in any thread, cut anywhere;"
                    + " states and the summaries of later rows are left as they are; no group needs more rounds than there are.",
            "fields of Rounds that outlive a call, accumulate and combine, which have to say the same, and mostRounds"),
    /** Whole groups. */
    S01(
            "What must see all rows of a group gets a plan that keeps groups whole; a strategy that offers another is passed over.",
            "serves(kind), and what propose makes of request.kind()"),
    /** Agreement. */
    S02(
            "Every strategy gives the same fits within the stated tolerance, on every engine, in any order of rows, for any"
                    + " blocks, in memory or not.",
            "cohorts: groups that are in none or in two, blocks that they lack"),
    /** Bits. */
    S03(
            "Where summaries are combined, bits depend on the strategy, the rows' order, blockRows and fanIn alone: not on threads,"
                    + " on how rows are read, nor on which groups are in a cohort. Whole groups have the same bits in memory and"
                    + " outside.",
            "what the plan depends on beyond the request and the layout"),
    /** Cohorts. */
    S04(
            "Every group that occurs is in exactly one cohort, and a cohort's blocks are all those in which its groups may occur.",
            "how labels are divided among cohorts, and the last block"),
    /** Decisions. */
    S05(
            "The automatic choice follows one decision tree, and the result says why; a strategy that cannot serve is refused by"
                    + " name, with those that can.",
            "propose: it returns a plan with a reason and a score from 0 to 1, or a refusal, and never throws"),
    /** Requests. */
    S07(
            "A plan bears its strategy's name, and has the blocks and the fan-in that are asked for.",
            "layout.blockRows() and request.fanIn(): they go into the plan as they are"),
    /** State of strategies. */
    S08(
            "The same request and layout give the same plan: a strategy keeps nothing.",
            "fields of the strategy, random numbers");

    private final String statement;
    private final String lookAt;

    Rule(String statement, String lookAt) {
        this.statement = statement;
        this.lookAt = lookAt;
    }

    /**
     * Returns what the rule says.
     *
     * @return as in docs/contract.md
     */
    public String statement() {
        return statement;
    }

    /**
     * Returns where its breach is likely to come from.
     *
     * @return a hint for the author of a plug-in
     */
    public String lookAt() {
        return lookAt;
    }
}
