package io.regroup.cli.internal;

import io.regroup.api.data.Block;
import io.regroup.api.data.BlockReader;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.DataAccessException;
import io.regroup.api.data.Dataset;
import io.regroup.gmm.GaussianMixture;
import io.regroup.gmm.encoder.NumericModel;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws the histogram of a column beside the density of its mixture and that of each component. */
final class DensityPlot {

    private static final int WIDTH = 1200;
    private static final int HEIGHT = 640;
    static final int BINS = 200;
    private static final int POINTS = 1201;

    /** So many standard deviations of the outermost components are drawn; beyond them there is nothing to see. */
    private static final double DEVIATIONS = 5;

    /** Values outside of this share at each end do not stretch the figure. */
    private static final double TAIL = 0.001;

    private static final Color HISTOGRAM = new Color(0xC9D6E8);
    private static final Color DENSITY = new Color(0x0B3C8C);
    private static final Color COMPONENT = new Color(0xE67E22);
    private static final Color GRID = new Color(0xDDDDDD);

    private DensityPlot() {}

    /**
     * Where values are drawn. Ticks cannot be told apart where numbers are large beside their differences, nor read where they are very
     * large or small: then the axis shows the distance from a point, or powers of ten.
     *
     * @param origin what is subtracted, 0 as a rule
     * @param unit what is divided by then, 1 as a rule
     */
    private record Axis(double origin, double unit) {

        private static final double MOST_OFFSET = 1e4;
        private static final int MOST_DIGITS = 5;

        static Axis of(double least, double greatest) {
            double range = greatest - least;
            boolean far = Math.max(Math.abs(least), Math.abs(greatest)) > MOST_OFFSET * range;
            double digits = Math.floor(Math.log10(range));
            return new Axis(far ? least + range / 2 : 0, Math.abs(digits) > MOST_DIGITS ? Math.pow(10, digits) : 1);
        }

        double place(double value) {
            return (value - origin) / unit;
        }

        String title(String values) {
            String distance = origin == 0 ? values : values + (origin > 0 ? " \u2212 " : " + ") + Math.abs(origin);
            return unit == 1 ? distance : distance + ", in units of " + unit;
        }
    }

    /**
     * Draws a column.
     *
     * @param model has a mixture
     * @param rows have the column
     * @param file receives the PNG
     */
    static void draw(NumericModel model, Dataset rows, Path file) {
        GaussianMixture mixture = Objects.requireNonNull(model.mixture());
        double least = quantile(mixture, TAIL, model);
        double greatest = quantile(mixture, 1 - TAIL, model);
        double width = (greatest - least) / BINS;
        Axis axis = Axis.of(least, greatest);
        long[] counts = new long[BINS];
        long all = count(model, rows, least, width, counts);
        XYChart chart = chart(model, all, axis);
        double[] x = new double[2 * BINS + 2];
        double[] y = new double[2 * BINS + 2];
        for (int bin = 0; bin < BINS; bin++) {
            Arrays.fill(y, 2 * bin + 1, 2 * bin + 3, all == 0 ? 0 : counts[bin] / (all * width) * axis.unit());
            x[2 * bin + 1] = axis.place(edge(bin, least, greatest));
            x[2 * bin + 2] = axis.place(edge(bin + 1, least, greatest));
        }
        x[0] = axis.place(least);
        x[2 * BINS + 1] = axis.place(greatest);
        XYSeries histogram = chart.addSeries("rows", x, y);
        histogram.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Area);
        histogram.setMarker(SeriesMarkers.NONE);
        histogram.setLineColor(HISTOGRAM);
        histogram.setFillColor(HISTOGRAM);
        double[] points = new double[POINTS];
        double[] places = new double[POINTS];
        double[] density = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            points[i] = least + (greatest - least) * i / (POINTS - 1);
            places[i] = axis.place(points[i]);
            density[i] = axis.unit() * density(mixture, points[i], width);
        }
        for (int rank = 0; rank < model.width(); rank++) {
            int component = model.modes().get(rank).component();
            if (component >= 0) {
                addLine(
                                chart,
                                "component " + component,
                                places,
                                bell(mixture, component, points, width, axis),
                                COMPONENT,
                                1.5f)
                        .setShowInLegend(rank == 0)
                        .setLabel("components");
            }
        }
        addLine(chart, "mixture", places, density, DENSITY, 3);
        try {
            ImageIO.write(BitmapEncoder.getBufferedImage(chart), "png", file.toFile());
        } catch (IOException e) {
            throw new DataAccessException("figure " + file + ": cannot be written: " + e.getMessage(), e);
        }
    }

    /** Returns where a bar begins; rounding must not lead beyond the end, since the chart takes ascending places only. */
    static double edge(int bin, double least, double greatest) {
        return Math.min(greatest, least + bin * ((greatest - least) / BINS));
    }

    /** Returns the mean density over the width of a bar, so that a bell narrower than its bar is as high as the bar. */
    private static double density(GaussianMixture mixture, double x, double width) {
        double sum = 0;
        for (int k = 0; k < mixture.components(); k++) {
            sum += density(mixture, k, x, width);
        }
        return sum;
    }

    private static double density(GaussianMixture mixture, int component, double x, double width) {
        double share = below(mixture, component, x + width / 2) - below(mixture, component, x - width / 2);
        return mixture.weight(component) * share / width;
    }

    private static double[] bell(GaussianMixture mixture, int component, double[] points, double width, Axis axis) {
        return Arrays.stream(points)
                .map(point -> axis.unit() * density(mixture, component, point, width))
                .toArray();
    }

    /** Finds the point below which a share of the mixture lies, by halving; within what was seen. */
    private static double quantile(GaussianMixture mixture, double share, NumericModel model) {
        double low = model.fit().least();
        double high = model.fit().greatest();
        if (low == high) {
            return share < 0.5 ? low - DEVIATIONS : high + DEVIATIONS;
        }
        for (int i = 0; i < 100; i++) {
            double middle = low + (high - low) / 2;
            if (below(mixture, middle) < share) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static double below(GaussianMixture mixture, double x) {
        double sum = 0;
        for (int k = 0; k < mixture.components(); k++) {
            sum += mixture.weight(k) * below(mixture, k, x);
        }
        return sum;
    }

    /**
     * Returns how much of a component lies below a point, to 1e-7.
     *
     * <p>Source: M. Abramowitz and I. Stegun, Handbook of Mathematical Functions, 1964, 7.1.26.
     */
    private static double below(GaussianMixture mixture, int component, double x) {
        double z = (x - mixture.mean(component)[0]) / (mixture.deviation(component, 0) * Math.sqrt(2));
        double t = 1 / (1 + 0.3275911 * Math.abs(z));
        double series =
                t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
        double tail = 0.5 * series * Math.exp(-z * z);
        return z < 0 ? tail : 1 - tail;
    }

    private static long count(NumericModel model, Dataset rows, double least, double width, long[] counts) {
        long all = 0;
        double[] values = new double[0];
        try (BlockReader reader = rows.read(List.of(ColumnRequest.number(model.name())))) {
            for (Block block = reader.next(); block != null; block = reader.next()) {
                int count = block.rowCount();
                values = values.length < count ? new double[count] : values;
                block.column(0).copyDoubles(0, count, values, 0);
                for (int i = 0; i < count; i++) {
                    double value = model.scaled(values[i]);
                    if (!Double.isNaN(value)) {
                        all++;
                        double bin = Math.floor((value - least) / width);
                        if (bin >= 0 && bin < BINS) {
                            counts[(int) bin]++;
                        }
                    }
                }
            }
        }
        return all;
    }

    private static XYChart chart(NumericModel model, long rows, Axis axis) {
        String values = switch (model.scale()) {
            case LINEAR -> model.name();
            case LOG -> "ln " + model.name();
            case SIGNED_LOG -> "sign(x) ln(1 + |x|), x = " + model.name();
        };
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(model.name() + ": " + ModelText.count(rows, "value") + ", "
                        + ModelText.count(
                                model.mixture() == null ? 0 : model.mixture().components(), "component"))
                .xAxisTitle(axis.title(values))
                .yAxisTitle("density")
                .build();
        Styler styler = chart.getStyler();
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotBackgroundColor(Color.WHITE);
        styler.setPlotBorderVisible(false);
        styler.setChartTitleBoxVisible(false);
        styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 22));
        styler.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 16));
        styler.setLegendPosition(Styler.LegendPosition.OutsideE);
        styler.setLegendBorderColor(Color.WHITE);
        styler.setChartPadding(20);
        chart.getStyler().setPlotGridLinesColor(GRID);
        chart.getStyler().setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 17));
        chart.getStyler().setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15));
        chart.getStyler().setYAxisMin(0.0);
        return chart;
    }

    private static XYSeries addLine(XYChart chart, String name, double[] x, double[] y, Color colour, float width) {
        XYSeries line = chart.addSeries(name, x, y);
        line.setMarker(SeriesMarkers.NONE);
        line.setLineColor(colour);
        line.setLineStyle(new BasicStroke(width));
        return line;
    }
}
