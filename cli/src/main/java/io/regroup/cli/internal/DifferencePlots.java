package io.regroup.cli.internal;

import io.regroup.crossvalidation.agreement.ColumnAgreement;
import io.regroup.crossvalidation.agreement.Distribution;
import io.regroup.crossvalidation.agreement.PairAgreement;
import java.util.List;
import java.util.Locale;

/**
 * Draws how the differences of one column spread, as SVG whose colours are those of the page: over the groups of each fit,
 * and against the condition number.
 */
final class DifferencePlots {

    /** A fit, and what it has in the column. */
    record Entry(PairAgreement pair, ColumnAgreement column) {

        Distribution distribution() {
            return column.distribution();
        }
    }

    private static final int LABEL = 175;
    private static final int CELL = 24;
    private static final int ROW = 17;
    private static final int CLASSES = Distribution.HIGHEST - Distribution.LOWEST + 1;

    private static final int PLOT_WIDTH = 360;
    private static final int PLOT_HEIGHT = 220;
    private static final int LEFT = 48;
    private static final int BOTTOM = 38;
    private static final int TOP = 8;
    private static final int LEAST_DIFFERENCE = -18;
    private static final int DECADES_PER_LINE = 3;

    /** The least opacity, so that a single group among a million is seen. */
    private static final double FAINTEST = 0.12;

    private final List<String> engines;

    /**
     * Prepares to draw.
     *
     * @param engines in the order of their colours
     */
    DifferencePlots(List<String> engines) {
        this.engines = engines;
    }

    /** Draws a row of cells per fit, one cell for each power of ten of the tolerance, darker for more groups. */
    String spread(List<Entry> entries) {
        int width = LABEL + (CLASSES + 1) * CELL + 12;
        int height = entries.size() * ROW + 34;
        StringBuilder svg = open(width, height, "Differences over the groups of each fit");
        for (int row = 0; row < entries.size(); row++) {
            Entry entry = entries.get(row);
            int y = row * ROW + 4;
            svg.append(String.format(
                    Locale.ROOT,
                    "<text class=\"name\" x=\"0\" y=\"%d\">%s</text>",
                    y + 12,
                    Html.text(entry.pair().contender().toString())));
            Distribution spread = entry.distribution();
            long all = entry.column().groups();
            cell(svg, 0, y, spread.same(), all, false, "the same");
            for (int power = Distribution.LOWEST; power <= Distribution.HIGHEST; power++) {
                cell(
                        svg,
                        power - Distribution.LOWEST + 1,
                        y,
                        spread.count(power),
                        all,
                        power >= 0,
                        range(power) + " of the tolerance");
            }
        }
        int foot = entries.size() * ROW + 8;
        int limit = x(-Distribution.LOWEST + 1);
        svg.append(String.format(Locale.ROOT, "<path class=\"tolerance\" d=\"M%d 0V%d\"/>", limit, foot));
        svg.append(String.format(
                Locale.ROOT, "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">same</text>", x(0) + CELL / 2, foot + 12));
        for (int power = Distribution.LOWEST + 2; power <= Distribution.HIGHEST; power += 2) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                    x(power - Distribution.LOWEST + 1),
                    foot + 12,
                    power == 0 ? "tolerance" : power(power)));
        }
        return svg.append("</svg>").toString();
    }

    private static String range(int power) {
        if (power == Distribution.LOWEST) {
            return "below " + power(power + 1);
        }
        return power == Distribution.HIGHEST ? power(power) + " and more" : power(power) + " to " + power(power + 1);
    }

    private static int x(int cell) {
        return LABEL + cell * CELL + (cell > 0 ? 6 : 0);
    }

    private static void cell(StringBuilder svg, int place, int y, long count, long all, boolean bad, String what) {
        if (count == 0) {
            return;
        }
        double share = (double) count / all;
        svg.append(String.format(
                Locale.ROOT,
                "<rect class=\"cell%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill-opacity=\"%.2f\">"
                        + "<title>%s: %,d of %,d groups</title></rect>",
                bad ? " bad" : "",
                x(place) + 1,
                y,
                CELL - 2,
                ROW - 3,
                FAINTEST + (1 - FAINTEST) * Math.sqrt(share),
                Html.text(what),
                count,
                all));
    }

    /** Tells whether any group of any fit differs. */
    static boolean hasDifferences(List<Entry> entries) {
        return entries.stream().anyMatch(entry -> entry.column().multiple() > 0);
    }

    /** Tells whether condition numbers are known, so that {@link #againstCondition} has something to show. */
    static boolean hasConditions(List<Entry> entries) {
        return lastCondition(entries) >= 0;
    }

    private static int lastCondition(List<Entry> entries) {
        int last = -1;
        for (Entry entry : entries) {
            for (int place = 0; place < entry.distribution().conditions(); place++) {
                if (entry.distribution().largest(place) > 0) {
                    last = Math.max(last, place);
                }
            }
        }
        return last;
    }

    /** Draws the largest difference, relative to the natural scale, for groups of similar condition number. */
    String againstCondition(List<Entry> entries) {
        int decades = Math.ceilDiv(lastCondition(entries) + 1, Distribution.CLASSES_PER_DECADE);
        double perDecade = (double) (PLOT_WIDTH - LEFT - 12) / Math.max(1, decades);
        StringBuilder svg = open(PLOT_WIDTH, PLOT_HEIGHT, "Largest differences against the condition number");
        int top = top(entries);
        grid(svg, decades, perDecade, top);
        tolerance(svg, entries, perDecade, top);
        for (Entry entry : entries) {
            int colour = Math.floorMod(engines.indexOf(entry.pair().contender().engine()), AgreementPage.COLOURS);
            for (int place = 0; place < entry.distribution().conditions(); place++) {
                double largest = entry.distribution().largest(place);
                if (largest > 0) {
                    svg.append(String.format(
                            Locale.ROOT,
                            "<circle class=\"point\" cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"var(--e%d)\"><title>%s: %s</title></circle>",
                            x(place + 0.5, perDecade),
                            y(largest, top),
                            colour,
                            Html.text(entry.pair().contender().toString()),
                            Figures.number(largest)));
                }
            }
        }
        return svg.append("</svg>").toString();
    }

    private static double x(double place, double perDecade) {
        return LEFT + place / Distribution.CLASSES_PER_DECADE * perDecade;
    }

    /** The power of ten at the upper edge: the first with a line that is above all differences and tolerances. */
    private static int top(List<Entry> entries) {
        double largest = 0;
        for (Entry entry : entries) {
            Distribution spread = entry.distribution();
            for (int place = 0; place < spread.conditions(); place++) {
                largest = Math.max(largest, Math.max(spread.largest(place), spread.allowed(place)));
            }
        }
        int power = DECADES_PER_LINE * (int) Math.ceil(Math.log10(largest) / DECADES_PER_LINE);
        return Math.clamp(power, LEAST_DIFFERENCE + DECADES_PER_LINE, 0);
    }

    private static double y(double difference, int top) {
        double power = Math.clamp(Math.log10(difference), LEAST_DIFFERENCE, (double) top);
        return TOP + (PLOT_HEIGHT - TOP - BOTTOM) * (power - top) / (LEAST_DIFFERENCE - top);
    }

    private static void grid(StringBuilder svg, int decades, double perDecade, int top) {
        int foot = PLOT_HEIGHT - BOTTOM;
        for (int power = top; power >= LEAST_DIFFERENCE; power -= DECADES_PER_LINE) {
            double y = y(Math.pow(10, power), top);
            svg.append(String.format(
                    Locale.ROOT,
                    "<path class=\"grid\" d=\"M%d %.1fH%d\"/><text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
                    LEFT,
                    y,
                    PLOT_WIDTH - 12,
                    LEFT - 6,
                    y + 4,
                    power(power)));
        }
        int step = Math.max(1, Math.ceilDiv(decades, 8));
        for (int decade = 0; decade <= decades; decade += step) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                    LEFT + decade * perDecade,
                    foot + 15,
                    power(decade)));
        }
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">condition number</text>",
                (LEFT + PLOT_WIDTH - 12) / 2,
                foot + 31));
    }

    /** The smallest tolerance of each class. */
    private static void tolerance(StringBuilder svg, List<Entry> entries, double perDecade, int top) {
        StringBuilder path = new StringBuilder();
        Distribution any = entries.getFirst().distribution();
        for (int place = 0; place < any.conditions(); place++) {
            if (any.allowed(place) > 0) {
                path.append(String.format(
                        Locale.ROOT,
                        "%s%.1f %.1fH%.1f",
                        path.isEmpty() ? "M" : "L",
                        x(place, perDecade),
                        y(any.allowed(place), top),
                        x(place + 1.0, perDecade)));
            }
        }
        svg.append("<path class=\"tolerance\" d=\"").append(path).append("\"/>");
    }

    private static StringBuilder open(int width, int height, String title) {
        return new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\" aria-label=\"%s\">",
                width,
                height,
                width,
                height,
                title));
    }

    /** Writes a power of ten with its exponent raised. */
    private static String power(int exponent) {
        return exponent == 0
                ? "1"
                : "10<tspan dy=\"-4\" font-size=\"8\">" + (exponent < 0 ? "−" : "") + Math.abs(exponent) + "</tspan>";
    }
}
