package io.regroup.bench;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws the results as PNG files. */
final class Figures {

    private static final int WIDTH = 1200;
    private static final int HEIGHT = 640;
    private static final MathContext TWO_DIGITS = new MathContext(2);
    private static final String IDEAL = "ideal";
    private static final String EQUAL_COST = "equal cost per row";
    private static final Color GRID = new Color(0xDDDDDD);

    /** A contender has the same colour in all figures: blues are ours, grey is the limit, warm colours are peers. */
    private static final Map<String, Color> COLOURS = Map.of(
            "vector", new Color(0x0B3C8C),
            "forkjoin", new Color(0x2E86DE),
            "robust", new Color(0x8FC1F2),
            "stream", new Color(0x9A9A9A),
            "duckdb-regr", new Color(0xE67E22),
            "duckdb-moments", new Color(0xF4B942),
            "commons-math", new Color(0xC0392B),
            "smile", new Color(0x7D5A3C));

    /** In the figure of speed-ups, and of lines to compare with. */
    private static final Map<String, Color> COLOURS_OF_RATIOS = Map.of(
            "over forkjoin, sorted",
            new Color(0x2E86DE),
            "over robust, sorted",
            new Color(0x8FC1F2),
            "over forkjoin, shuffled",
            new Color(0x138D75),
            "over robust, shuffled",
            new Color(0x9ADBC8),
            IDEAL,
            new Color(0x333333),
            EQUAL_COST,
            new Color(0x333333));

    private static final Color OTHER = new Color(0x5E4B8B);

    private final Results results;
    private final Path directory;
    private final List<String> written = new ArrayList<>();

    Figures(Results results, Path directory) {
        this.results = results;
        this.directory = directory;
    }

    /**
     * Draws what there are results for.
     *
     * @param results what was measured
     * @param directory where the files go
     * @return the names of the files
     */
    static List<String> draw(Results results, Path directory) throws IOException {
        Figures figures = new Figures(results, directory);
        for (Order order : Order.IN_MEMORY) {
            figures.throughput(order);
        }
        CategoryChart speedUps = figures.speedUps();
        figures.save(
                speedUps, "speed-up-of-vector", !speedUps.getSeriesCollection().isEmpty());
        for (Order order : Order.IN_MEMORY) {
            figures.series(
                    "scaling-groups-" + order,
                    "Throughput by number of groups, " + order + " rows",
                    "groups (the number of rows is fixed)",
                    "million rows per second",
                    Result::groups,
                    result -> result.rowsPerSecond() * 1e-6);
        }
        figures.series(
                "scaling-rows-sorted",
                "Cost of a row by number of rows, 20 rows per group, sorted",
                "rows",
                "nanoseconds per row",
                Result::rows,
                result -> result.median() / result.rows() * 1e9);
        for (Order order : Order.IN_MEMORY) {
            figures.threads(order);
        }
        figures.mixtureFiles();
        return List.copyOf(figures.written);
    }

    private List<String> shapes(Order order) {
        return results.scenarios().stream()
                .filter(name -> name.matches("S\\d-" + order))
                .toList();
    }

    private void throughput(Order order) throws IOException {
        List<String> scenarios = shapes(order);
        CategoryChart chart = bars(
                "Throughput, " + order + " rows", "million rows per second (logarithmic)", labels(scenarios, order));
        List<String> contenders = scenarios.stream()
                .flatMap(name -> results.of(name).stream())
                .filter(Result::measured)
                .map(Result::contender)
                .distinct()
                .toList();
        Map<String, List<Optional<Double>>> values = new LinkedHashMap<>();
        for (String contender : contenders) {
            values.put(
                    contender,
                    scenarios.stream()
                            .map(name -> results.find(name, contender).map(result -> result.rowsPerSecond() * 1e-6))
                            .toList());
        }
        addBars(chart, labels(scenarios, order), values);
        save(chart, "throughput-" + order, !contenders.isEmpty());
    }

    /** Draws the speed-up of the vector engine over the others; no series if it was not measured. */
    CategoryChart speedUps() {
        List<String> ids = Order.IN_MEMORY.stream()
                .flatMap(order -> labels(shapes(order), order).stream())
                .distinct()
                .sorted()
                .toList();
        Map<String, List<Optional<Double>>> values = new LinkedHashMap<>();
        for (Order order : Order.IN_MEMORY) {
            for (String other : List.of("forkjoin", "robust")) {
                List<Optional<Double>> ratios =
                        ids.stream().map(id -> speedUp(id + "-" + order, other)).toList();
                if (ratios.stream().anyMatch(Optional::isPresent)) {
                    values.put("over " + other + ", " + order, ratios);
                }
            }
        }
        CategoryChart chart = bars("Speed-up of the vector engine", "times as fast (logarithmic)", ids);
        addBars(chart, ids, values);
        // a gap has no number, but the library would write one
        boolean complete = values.values().stream().flatMap(List::stream).allMatch(Optional::isPresent);
        chart.getStyler()
                .setLabelsVisible(complete)
                .setLabelsPosition(1.1)
                .setLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        return chart;
    }

    /** How many times as fast vector is, to two digits, which is never 0, for the axis is logarithmic. */
    private Optional<Double> speedUp(String scenario, String other) {
        return results.find(scenario, "vector")
                .flatMap(vector -> results.find(scenario, other)
                        .map(slower -> new BigDecimal(slower.median() / vector.median())
                                .round(TWO_DIGITS)
                                .doubleValue()));
    }

    private static List<String> labels(List<String> scenarios, Order order) {
        return scenarios.stream().map(name -> name.replace("-" + order, "")).toList();
    }

    /**
     * Adds bars on a logarithmic axis. It begins at a power of ten below all of them; what is missing is a bar of no height,
     * as the library takes no gaps there.
     */
    private static void addBars(CategoryChart chart, List<String> labels, Map<String, List<Optional<Double>>> values) {
        double least = values.values().stream()
                .flatMap(List::stream)
                .flatMap(Optional::stream)
                .mapToDouble(Double::doubleValue)
                .min()
                .orElse(1);
        double base = Math.pow(10, Math.ceil(Math.log10(least)) - 1);
        chart.getStyler().setYAxisMin(base);
        values.forEach((name, numbers) -> chart.addSeries(
                        name,
                        labels,
                        numbers.stream().map(number -> number.orElse(base)).toList())
                .setFillColor(colour(name)));
    }

    private void series(
            String scenario,
            String title,
            String xTitle,
            String yTitle,
            ToDoubleFunction<Result> x,
            ToDoubleFunction<Result> y)
            throws IOException {
        XYChart chart = logarithmic(title, xTitle, yTitle + " (logarithmic)");
        save(
                chart,
                scenario.replace("-sorted", "").equals("scaling-rows") ? "scaling-rows" : scenario,
                addLines(chart, scenario, x, y));
    }

    private void threads(Order order) throws IOException {
        String scenario = "scaling-threads-" + order;
        XYChart chart = lines("Speed by number of threads, S1 " + order, "threads", "times as fast as with one thread");
        chart.getStyler().setXAxisDecimalPattern("0").setYAxisMin(0.0);
        boolean any = addLines(
                chart,
                scenario,
                Result::threads,
                result -> results.series(scenario, result.contender()).get(0).median() / result.median());
        double[] threads = results.of(scenario).stream()
                .mapToDouble(Result::threads)
                .distinct()
                .sorted()
                .toArray();
        if (any) {
            addLine(chart, IDEAL, threads, threads);
            chart.getStyler().setXAxisMaxLabelCount(threads.length);
        }
        save(chart, scenario, any);
    }

    /** The seconds of files of more and more rows, beside what they would be if each row cost as much as in the largest. */
    private void mixtureFiles() throws IOException {
        List<Result> points = results.all().stream()
                .filter(result -> result.scenario().startsWith("G3-") && result.measured())
                .sorted(Comparator.comparingInt(Result::rows))
                .toList();
        XYChart chart = logarithmic(
                "A mixture of ten components from a file, in 2 GiB of heap", "rows", "seconds (logarithmic)");
        if (points.size() > 1) {
            double[] rows = points.stream().mapToDouble(Result::rows).toArray();
            double[] seconds = points.stream().mapToDouble(Result::median).toArray();
            double perRow = points.getLast().median() / points.getLast().rows();
            addLine(chart, points.getLast().contender(), rows, seconds);
            addLine(
                    chart,
                    EQUAL_COST,
                    rows,
                    Arrays.stream(rows).map(count -> count * perRow).toArray());
        }
        save(chart, "scaling-mixture-file", points.size() > 1);
    }

    /** Returns whether there is a line: one point is none. */
    private boolean addLines(XYChart chart, String scenario, ToDoubleFunction<Result> x, ToDoubleFunction<Result> y) {
        boolean any = false;
        List<String> contenders =
                results.of(scenario).stream().map(Result::contender).distinct().toList();
        for (String contender : contenders) {
            List<Result> points = results.series(scenario, contender);
            if (points.size() > 1) {
                any = true;
                addLine(
                        chart,
                        contender,
                        points.stream().mapToDouble(x).toArray(),
                        points.stream().mapToDouble(y).toArray());
            }
        }
        return any;
    }

    private static void addLine(XYChart chart, String name, double[] x, double[] y) {
        XYSeries line = chart.addSeries(name, x, y);
        line.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(colour(name));
        line.setLineColor(colour(name));
        line.setLineStyle(
                name.equals(IDEAL) || name.equals(EQUAL_COST)
                        ? SeriesLines.DASH_DASH
                        : new BasicStroke(name.equals("vector") ? 4 : 2.5f));
    }

    private static Color colour(String contender) {
        return COLOURS.getOrDefault(contender, COLOURS_OF_RATIOS.getOrDefault(contender, OTHER));
    }

    private static CategoryChart bars(String title, String yTitle, List<String> labels) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .yAxisTitle(yTitle)
                .build();
        style(chart.getStyler());
        chart.getStyler().setYAxisLogarithmic(true).setYAxisDecimalPattern("#,##0.###");
        chart.getStyler().setAvailableSpaceFill(labels.size() < 4 ? 0.5 : 0.85);
        chart.getStyler().setPlotGridVerticalLinesVisible(false);
        return chart;
    }

    private static XYChart lines(String title, String xTitle, String yTitle) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(xTitle)
                .yAxisTitle(yTitle)
                .build();
        style(chart.getStyler());
        chart.getStyler().setMarkerSize(9);
        return chart;
    }

    private static XYChart logarithmic(String title, String xTitle, String yTitle) {
        XYChart chart = lines(title, xTitle, yTitle);
        chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
        chart.getStyler().setXAxisDecimalPattern("#,##0").setYAxisDecimalPattern("#,##0.###");
        return chart;
    }

    private static void style(AxesChartStyler styler) {
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotBackgroundColor(Color.WHITE);
        styler.setPlotBorderVisible(false);
        styler.setPlotGridLinesColor(GRID);
        styler.setChartTitleBoxVisible(false);
        styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 22));
        styler.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 17));
        styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15));
        styler.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 16));
        // beside the plot, where it hides nothing
        styler.setLegendPosition(Styler.LegendPosition.OutsideE);
        styler.setLegendBorderColor(Color.WHITE);
        styler.setChartPadding(20);
    }

    private void save(Chart<?, ?> chart, String name, boolean worthIt) throws IOException {
        if (worthIt) {
            String file = name + ".png";
            ImageIO.write(
                    BitmapEncoder.getBufferedImage(chart),
                    "png",
                    directory.resolve(file).toFile());
            written.add(file);
        }
    }
}
