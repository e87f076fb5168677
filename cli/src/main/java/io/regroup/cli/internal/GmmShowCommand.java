package io.regroup.cli.internal;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.data.Dataset;
import io.regroup.gmm.GaussianMixture;
import io.regroup.gmm.encoder.CategoricalModel;
import io.regroup.gmm.encoder.ColumnModel;
import io.regroup.gmm.encoder.ColumnState;
import io.regroup.gmm.encoder.Encoder;
import io.regroup.gmm.encoder.ModelDirectory;
import io.regroup.gmm.encoder.NumericModel;
import io.regroup.tables.TableSource;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code regroup gmm show}: says what is in a directory of models, in words and figures. */
@Command(
        name = "show",
        description = "Shows the models of a directory: components, weights, log-likelihood; and draws them.",
        customSynopsis = "regroup gmm show MODEL_DIR [INPUT...] [--plots DIR] [OPTIONS]",
        footer = {
            "",
            "Example:",
            "  regroup gmm show models --plots figures",
            "",
            "Figures show the rows that the models were fitted to, or those of INPUT if it is given."
        })
final class GmmShowCommand implements Callable<Integer> {

    private static final int MOST_CATEGORIES = 20;

    @Mixin
    private GmmRows rows = new GmmRows();

    @Option(
            names = "--plots",
            paramLabel = "DIR",
            description = "Write a PNG of each column of numbers: histogram, density and components.")
    private @Nullable Path plots;

    @Mixin
    private GmmRunOptions run = new GmmRunOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        ModelDirectory models = ModelDirectory.open(rows.models());
        if (plots != null && !Files.isDirectory(plots)) {
            throw new InvalidArgumentException("--plots: there is no directory " + plots + "; create it first");
        }
        if (plots != null) {
            Destination.checkOutside("plots", plots, models);
        }
        boolean first = true;
        for (ColumnState state : models.states()) {
            if (!first) {
                out.println();
            }
            first = false;
            if (state.state() == ColumnState.State.FITTED) {
                show(models.model(state.column()), out);
            } else {
                out.println(state.column() + ": "
                        + (state.reason() == null ? "not fitted yet" : "failed: " + state.reason()));
            }
        }
        if (plots != null) {
            draw(models, plots, out);
        }
        out.flush();
        return ExitCode.OK;
    }

    private static void show(ColumnModel model, PrintWriter out) {
        out.println(model.name() + " (" + model.type() + "): " + ModelText.line(model));
        switch (model) {
            case NumericModel number -> show(number, out);
            case CategoricalModel category -> show(category, out);
        }
    }

    private static void show(NumericModel model, PrintWriter out) {
        if (model.scale() != NumericModel.Scale.LINEAR) {
            out.println(model.scale() == NumericModel.Scale.LOG ? "scale: ln x" : "scale: sign(x) ln(1 + |x|)");
        }
        List<NumericModel.Mode> lines = new ArrayList<>(model.modes());
        GaussianMixture mixture = model.mixture();
        for (int k = 0; mixture != null && k < mixture.components(); k++) {
            int component = k;
            if (lines.stream().noneMatch(mode -> mode.component() == component)) {
                lines.add(new NumericModel.Mode(k, null, 0));
            }
        }
        if (model.fit().engine() != null) {
            out.println("engine: " + model.fit().engine());
        }
        IntFunction<String> rank = i -> i < model.width() ? String.valueOf(i) : "left out";
        new TextTable()
                .column("rank", true, column(lines.size(), rank))
                .column("mode", false, column(lines.size(), i -> mode(lines.get(i))))
                .column("weight", true, column(lines.size(), i -> number(mixture, lines.get(i), 0)))
                .column("mean", true, column(lines.size(), i -> number(mixture, lines.get(i), 1)))
                .column("deviation", true, column(lines.size(), i -> number(mixture, lines.get(i), 2)))
                .column(
                        "rows",
                        true,
                        column(
                                lines.size(),
                                i -> i < model.width() ? rows(lines.get(i).rows()) : ""))
                .print(out);
        List<String> others = new ArrayList<>();
        if (model.fit().missing() > 0) {
            others.add(rows(model.fit().missing()) + " missing");
        }
        if (model.fit().nan() > 0) {
            others.add(rows(model.fit().nan()) + " NaN");
        }
        if (model.fit().infinite() > 0) {
            others.add(rows(model.fit().infinite()) + " infinite");
        }
        if (!others.isEmpty()) {
            out.println("besides: " + String.join(", ", others));
        }
        model.fit().notes().forEach(note -> out.println("note: " + note));
    }

    private static String mode(NumericModel.Mode mode) {
        return mode.modal() == null ? "component " + mode.component() : "value " + mode.modal();
    }

    private static String number(@Nullable GaussianMixture mixture, NumericModel.Mode mode, int which) {
        if (mixture == null || mode.component() < 0) {
            return "";
        }
        double number = switch (which) {
            case 0 -> mixture.weight(mode.component());
            case 1 -> mixture.mean(mode.component())[0];
            default -> mixture.deviation(mode.component(), 0);
        };
        return String.format(Locale.ROOT, "%.6g", number);
    }

    private static void show(CategoricalModel model, PrintWriter out) {
        int shown = Math.min(MOST_CATEGORIES, model.width());
        new TextTable()
                .column("rank", true, column(shown, String::valueOf))
                .column(
                        "value",
                        false,
                        column(shown, i -> model.categories().get(i).value()))
                .column(
                        "rows",
                        true,
                        column(shown, i -> rows(model.categories().get(i).rows())))
                .print(out);
        if (shown < model.width()) {
            out.println("... " + (model.width() - shown) + " more");
        }
    }

    private static List<String> column(int rows, IntFunction<String> cell) {
        return IntStream.range(0, rows).mapToObj(cell).toList();
    }

    private static String rows(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private void draw(ModelDirectory models, Path directory, PrintWriter out) {
        out.println();
        for (ColumnState state : models.states()) {
            if (state.state() != ColumnState.State.FITTED
                    || !(models.model(state.column()) instanceof NumericModel model)
                    || model.mixture() == null) {
                continue;
            }
            Path file = directory.resolve(state.directory() + ".png");
            if (rows.isGiven()) {
                try (TableSource source =
                        run.apply(rows.source(Map.of(), false)).open()) {
                    DensityPlot.draw(model, source, file);
                }
            } else {
                drawFitted(models, state, model, file);
            }
            Report.line(out, "written", file.toString());
        }
    }

    private void drawFitted(ModelDirectory models, ColumnState state, NumericModel model, Path file) {
        Path fitted = models.transformedValues(state.column());
        if (!Files.exists(fitted)) {
            throw new InvalidArgumentException("--plots: the rows that " + state.column()
                    + " was fitted to were not kept (--models-only); name the input as well");
        }
        try (TableSource source =
                run.apply(TableSource.files(List.of(fitted.toString()))).open()) {
            Dataset values = Encoder.decodeColumn(model, source);
            DensityPlot.draw(model, values, file);
        }
    }
}
