package io.regroup.gmm.internal;

import io.regroup.api.FitStatus;
import io.regroup.api.InvalidArgumentException;
import io.regroup.api.RunOptions;
import io.regroup.api.data.Dataset;
import io.regroup.api.engine.Workers;
import io.regroup.api.spi.GaussianKernel;
import io.regroup.api.spi.GaussianLayout;
import io.regroup.gmm.MixtureEngine;
import io.regroup.gmm.MixtureFit;
import io.regroup.gmm.MixtureSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Takes whole columns through the rounds of a {@link MixtureProgram}. Rows are cut into blocks by row number, blocks are added up in
 * parallel, and their summaries are combined in the order of rows.
 */
public final class ColumnFits {

    /** Chunks are a whole number of blocks. */
    static final int BLOCK_ROWS = ColumnBlocks.CHUNK_ROWS / 30;

    private final MixtureSpec spec;
    private final MixtureProgram program;
    private final int threads;
    private final ColumnBlocks blocks;
    private final List<String> columns;
    private final int weight;
    private final List<ColumnFit> fits;
    private final MixtureArithmetic arithmetic;
    private final Queue<BlockWorker> idle = new ConcurrentLinkedQueue<>();
    private long rows;

    private ColumnFits(
            Dataset data,
            List<List<String>> jobs,
            @Nullable String weight,
            MixtureSpec spec,
            RunOptions options,
            MixtureArithmetic arithmetic) {
        this.spec = spec;
        this.threads = options.threads();
        Set<String> names = new LinkedHashSet<>();
        jobs.forEach(names::addAll);
        if (weight != null) {
            names.add(weight);
        }
        this.columns = List.copyOf(names);
        this.weight = weight == null ? -1 : columns.indexOf(weight);
        this.program =
                new MixtureProgram(spec, jobs.get(0).subList(1, jobs.get(0).size()), jobs.get(0));
        this.arithmetic = arithmetic;
        this.blocks = new ColumnBlocks(data, columns, options);
        this.fits = jobs.stream()
                .map(job -> new ColumnFit(
                        program,
                        job,
                        job.stream().mapToInt(columns::indexOf).toArray(),
                        new BlockWorker(program, arithmetic.kernels()).rounds))
                .toList();
    }

    /**
     * Fits mixtures.
     *
     * @param data the rows
     * @param jobs the columns of each mixture, as many for each
     * @param weight a column of weights, or null
     * @param spec how to fit
     * @param options how many threads, how much memory for rows
     * @param arithmetic what is computed with
     * @return one fit per job
     */
    public static List<MixtureFit> fit(
            Dataset data,
            List<List<String>> jobs,
            @Nullable String weight,
            MixtureSpec spec,
            RunOptions options,
            MixtureArithmetic arithmetic) {
        if (jobs.isEmpty() || jobs.get(0).isEmpty()) {
            throw new InvalidArgumentException("columns: expected at least one, got none");
        }
        for (List<String> job : jobs) {
            spec.require(job.size());
        }
        return new ColumnFits(data, jobs, weight, spec, options, arithmetic).run();
    }

    private List<MixtureFit> run() {
        for (int round = 0; fits.stream().anyMatch(ColumnFit::isRunning); round++) {
            List<ColumnFit> running = fits.stream().filter(ColumnFit::isRunning).toList();
            goOver(round, running);
            int ended = round;
            Workers.run(threads, running.size(), () -> i -> running.get(i).advance(ended));
        }
        return fits.stream()
                .map(fit -> fit.result(rows, spec, arithmetic.engine()))
                .toList();
    }

    /** Adds all rows to the summaries of one round. */
    private void goOver(int round, List<ColumnFit> running) {
        running.forEach(fit -> fit.begin(round));
        long read = 0;
        try (ColumnBlocks.Pass pass = blocks.pass()) {
            for (List<ColumnBlocks.Chunk> chunks = pass.next(); !chunks.isEmpty(); chunks = pass.next()) {
                for (ColumnBlocks.Chunk chunk : chunks) {
                    if (round == 0) {
                        requireWeights(chunk);
                    }
                    read += chunk.rows();
                }
                addChunks(round, running, chunks);
            }
        }
        rows = read;
    }

    /** Adds chunks; the very first block comes by itself, so that the others know which rows need not be remembered. */
    private void addChunks(int round, List<ColumnFit> running, List<ColumnBlocks.Chunk> chunks) {
        List<BlockOfRows> all = new ArrayList<>();
        for (ColumnBlocks.Chunk chunk : chunks) {
            for (int from = 0; from < chunk.rows(); from += BLOCK_ROWS) {
                all.add(new BlockOfRows(chunk, from, Math.min(chunk.rows(), from + BLOCK_ROWS)));
            }
        }
        int alone = round == 0 && chunks.get(0).firstRow() == 0 ? 1 : 0;
        add(round, running, all.subList(0, alone));
        add(round, running, all.subList(alone, all.size()));
    }

    private void add(int round, List<ColumnFit> running, List<BlockOfRows> some) {
        if (round == 0) {
            running.forEach(ColumnFit::limit);
        }
        int tasks = some.size() * running.size();
        double[][] sums = new double[tasks][];
        Queue<BlockWorker> busy = new ConcurrentLinkedQueue<>();
        Workers.run(threads, tasks, () -> {
            BlockWorker kept = idle.poll();
            BlockWorker worker = kept == null ? new BlockWorker(program, arithmetic.kernels()) : kept;
            busy.add(worker);
            return task -> sums[task] =
                    worker.sums(round, running.get(task % running.size()), some.get(task / running.size()), weight);
        });
        idle.addAll(busy);
        for (int task = 0; task < tasks; task++) {
            running.get(task % running.size()).combine(round, sums[task]);
        }
    }

    private void requireWeights(ColumnBlocks.Chunk chunk) {
        for (int i = 0; weight >= 0 && i < chunk.rows(); i++) {
            double w = chunk.columns()[weight][i];
            if (w < 0) {
                throw new InvalidArgumentException("weight " + columns.get(weight)
                        + ": expected weights of 0 or more, got " + w + " in row " + (chunk.firstRow() + i + 1)
                        + "; correct it or leave that row out");
            }
        }
    }

    /** Some rows of a chunk. */
    record BlockOfRows(ColumnBlocks.Chunk chunk, int from, int to) {}

    /** Adds up blocks in one thread. */
    private static final class BlockWorker {

        private final MixtureProgram program;
        final MixtureRounds rounds;
        private final double[][] x;
        private final double[][] copies;

        BlockWorker(MixtureProgram program, Function<GaussianLayout, GaussianKernel> kernels) {
            this.program = program;
            this.rounds = program.rounds(kernels);
            this.x = new double[program.shape().dimensions()][];
            this.copies = new double[x.length + 1][0];
        }

        double[] sums(int round, ColumnFit fit, BlockOfRows block, int weight) {
            double[] sums = new double[program.width(round)];
            rounds.identity(round, fit.state(), 0, sums, 0);
            rounds.limit(fit.limit);
            double[][] all = block.chunk().columns();
            for (int a = 0; a < x.length; a++) {
                x[a] = all[fit.places()[a]];
            }
            double[] w = weight < 0 ? null : all[weight];
            int usable = usable(w, block);
            if (usable == block.to() - block.from()) {
                rounds.add(round, x, w, block.from(), block.to(), fit.state(), 0, sums, 0);
            } else {
                copyUsable(w, block, usable);
                System.arraycopy(copies, 0, x, 0, x.length);
                rounds.add(round, x, w == null ? null : copies[x.length], 0, usable, fit.state(), 0, sums, 0);
            }
            return sums;
        }

        private int usable(double @Nullable [] w, BlockOfRows block) {
            int count = 0;
            for (int i = block.from(); i < block.to(); i++) {
                count += isUsable(w, i) ? 1 : 0;
            }
            return count;
        }

        private boolean isUsable(double @Nullable [] w, int row) {
            boolean usable = w == null || (w[row] > 0 && w[row] < Double.POSITIVE_INFINITY);
            for (double[] column : x) {
                usable &= Math.abs(column[row]) < Double.POSITIVE_INFINITY;
            }
            return usable;
        }

        private void copyUsable(double @Nullable [] w, BlockOfRows block, int usable) {
            for (int c = 0; c < copies.length; c++) {
                if (copies[c].length < usable) {
                    copies[c] = new double[BLOCK_ROWS];
                }
            }
            int at = 0;
            for (int i = block.from(); i < block.to(); i++) {
                if (isUsable(w, i)) {
                    for (int a = 0; a < x.length; a++) {
                        copies[a][at] = x[a][i];
                    }
                    copies[x.length][at++] = w == null ? 1 : w[i];
                }
            }
        }
    }

    /** One mixture on its way. */
    private static final class ColumnFit {

        private final MixtureProgram program;
        private final List<String> columns;
        private final int[] places;
        private final MixtureRounds rounds;
        private double[] state = new double[0];
        private double[] sums = new double[0];
        private long limit = Long.MAX_VALUE;
        private @Nullable FitStatus status;

        ColumnFit(MixtureProgram program, List<String> columns, int[] places, MixtureRounds rounds) {
            this.program = program;
            this.columns = columns;
            this.places = places;
            this.rounds = rounds;
        }

        boolean isRunning() {
            return status == null;
        }

        double[] state() {
            return state;
        }

        int[] places() {
            return places;
        }

        void begin(int round) {
            sums = new double[program.width(round)];
            rounds.identity(round, state, 0, sums, 0);
        }

        /** Notes which rows need no longer be remembered. */
        void limit() {
            limit = rounds.limitOf(sums);
        }

        void combine(int round, double[] later) {
            rounds.combine(round, sums, 0, later, 0);
        }

        void advance(int round) {
            double[] next = new double[program.stateWidth(round + 1)];
            status = rounds.advance(round, state, 0, sums, 0, next, 0);
            state = next;
        }

        MixtureFit result(long rows, MixtureSpec spec, MixtureEngine engine) {
            String name = String.join(", ", columns);
            long used = (long) rounds.profile.count();
            if (status == FitStatus.TOO_FEW_ROWS) {
                throw new InvalidArgumentException(
                        "column " + name + ": expected at least one finite number, got none in " + rows + " rows");
            }
            boolean representable = Arrays.stream(rounds.units).allMatch(unit -> unit == 1);
            if (status == FitStatus.FAILED || !representable) {
                throw new InvalidArgumentException("column " + name + ": "
                        + program.reasons().get(0) + "; change the unit of the column or of the weights");
            }
            Course course = rounds.course;
            int free = program.shape().freeParameters(rounds.estimate.components);
            double total = rounds.profile.weight();
            return new MixtureFit(
                    rounds.estimate.mixture(),
                    course.converged,
                    course.iterations,
                    course.logLikelihood,
                    rounds.mostLogLikelihood,
                    used,
                    rows - used,
                    total,
                    IntStream.range(0, places.length)
                            .mapToDouble(rounds.profile::smallest)
                            .toArray(),
                    IntStream.range(0, places.length)
                            .mapToDouble(rounds.profile::largest)
                            .toArray(),
                    MixtureColumns.bic(course.logLikelihood, free, total),
                    MixtureColumns.aic(course.logLikelihood, free),
                    engine,
                    notes(spec));
        }

        private List<String> notes(MixtureSpec spec) {
            List<String> notes = new ArrayList<>();
            if (rounds.estimate.components < spec.fewestComponents()) {
                notes.add(rounds.estimate.components + " components instead of " + spec.fewestComponents()
                        + ": the data have no use for more");
            }
            if (!rounds.course.converged) {
                notes.add("not converged after " + rounds.course.iterations
                        + " iterations: allow more, or a larger tolerance");
            }
            return notes;
        }
    }
}
