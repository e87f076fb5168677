package io.regroup.cli.internal;

import io.regroup.crossvalidation.agreement.AgreementReport;
import io.regroup.crossvalidation.agreement.AgreementReport.NotRun;
import io.regroup.crossvalidation.agreement.ColumnAgreement;
import io.regroup.crossvalidation.agreement.ColumnAgreement.Worst;
import io.regroup.crossvalidation.agreement.PairAgreement;
import io.regroup.crossvalidation.agreement.Validation;
import io.regroup.tables.GroupSample;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Prints how far fits agree. */
final class AgreementText {

    /** One line of a table: a fit and one of its columns. */
    private record Line(String fit, String name, ColumnAgreement column) {

        static Line of(PairAgreement pair, ColumnAgreement column) {
            return new Line(pair.contender().toString(), column.column(), column);
        }

        double multiple() {
            return column.multiple();
        }
    }

    private static final String ALL = "all";

    private final PrintWriter out;

    AgreementText(PrintWriter out) {
        this.out = out;
    }

    /** Says what would be compared. */
    void explain(Validation validation, Optional<GroupSample> sample) {
        sample.ifPresent(this::sample);
        Validation.Lineup lineup = validation.lineup();
        line("reference", lineup.reference().toString());
        line("tolerance", validation.tolerance() + " of a number's natural scale");
        lineup.contenders().forEach(contender -> line("compared", contender.toString()));
        lineup.notRun().forEach(this::notRun);
    }

    /** Says what was compared, and what came of it. */
    void print(AgreementReport report, Optional<GroupSample> sample, boolean detail, boolean quiet) {
        List<Line> lines = lines(report);
        if (detail) {
            table(lines, false);
        } else if (!quiet) {
            table(largestPerFit(report), false);
            table(largestPerColumn(lines), false);
        }
        List<Line> beyond =
                lines.stream().filter(line -> !line.column().agrees()).toList();
        if (!beyond.isEmpty()) {
            table(beyond, true);
        }
        if (!quiet) {
            sample.ifPresent(this::sample);
            line("groups", count(report.groups()));
            line("rows", count(report.rowsRead()) + " read");
            line("reference", String.format(Locale.ROOT, "%s, %.2f s", report.reference(), report.referenceSeconds()));
            line("tolerance", report.tolerance() + " of a number's natural scale");
            report.notRun().forEach(this::notRun);
            report.pairs().stream()
                    .filter(pair -> pair.nearRank() > 0)
                    .forEach(pair -> line(
                            "near rank",
                            pair.contender() + ": " + count(pair.nearRank())
                                    + " fits leave out another feature near the rank tolerance, and are not compared"));
        }
        report.pairs().stream()
                .filter(pair -> pair.failure() != null)
                .forEach(pair -> line("failed", pair.contender() + ": " + pair.failure()));
        verdict(report, quiet);
    }

    private void verdict(AgreementReport report, boolean quiet) {
        List<String> differing = report.pairs().stream()
                .filter(pair -> !pair.agrees())
                .map(pair -> pair.contender().toString())
                .toList();
        int all = report.pairs().size();
        if (!differing.isEmpty()) {
            line(
                    "differ",
                    differing.size() + " of " + all + " fits are beyond the tolerance: "
                            + String.join(", ", differing));
        } else if (!quiet) {
            line("agree", all == 0 ? "nothing was compared" : "all " + all + " fits are within the tolerance");
        }
    }

    /** Says what was written. */
    void written(List<Destination> destinations) {
        destinations.forEach(destination -> line("written", destination.file() + " (" + destination.content() + ")"));
    }

    private void sample(GroupSample sample) {
        line("sample", count(sample.groups()) + " of " + count(sample.total()) + " groups");
    }

    private void notRun(NotRun left) {
        StringBuilder who = new StringBuilder(left.engine());
        if (left.reduction() != null) {
            who.append(' ').append(left.reduction());
        }
        if (left.layout() != null) {
            who.append(' ').append(left.layout());
        }
        line("not run", who + ": " + left.reason());
    }

    private static List<Line> lines(AgreementReport report) {
        List<Line> lines = new ArrayList<>();
        for (PairAgreement pair : report.pairs()) {
            pair.columns().forEach(column -> lines.add(Line.of(pair, column)));
        }
        return lines;
    }

    /** The column of each fit that differs most; all stand for it if none differs. */
    private static List<Line> largestPerFit(AgreementReport report) {
        List<Line> largest = new ArrayList<>();
        for (PairAgreement pair : report.pairs()) {
            pair.columns().stream()
                    .map(column -> Line.of(pair, column))
                    .max(Comparator.comparingDouble(Line::multiple))
                    .map(line -> line.multiple() == 0 ? new Line(line.fit(), ALL, line.column()) : line)
                    .ifPresent(largest::add);
        }
        return largest;
    }

    /** The fit of each column that differs most, likewise. */
    private static List<Line> largestPerColumn(List<Line> lines) {
        Map<String, Line> largest = new LinkedHashMap<>();
        for (Line line : lines) {
            largest.merge(line.name(), line, (a, b) -> b.multiple() > a.multiple() ? b : a);
        }
        return largest.values().stream()
                .map(line -> line.multiple() == 0 ? new Line(ALL, line.name(), line.column()) : line)
                .toList();
    }

    /** Prints one line for each of them; if values are asked for, the line may get long. */
    private void table(List<Line> lines, boolean values) {
        TextTable text = new TextTable()
                .column("FIT", false, cells(lines, Line::fit))
                .column("COLUMN", false, cells(lines, Line::name))
                .column("TOLERANCES", true, cells(lines, line -> Figures.number(line.multiple())))
                .column(
                        "RELATIVE",
                        true,
                        cells(lines, line -> Figures.number(line.column().relative())))
                .column(
                        "ULPS",
                        true,
                        cells(lines, line -> Figures.number(line.column().ulps())))
                .column("BEYOND", true, cells(lines, line -> count(line.column().beyond())))
                .column(
                        "CONDITION",
                        true,
                        cells(lines, line -> worst(line, worst -> Figures.number(worst.condition()))))
                .column("ROWS", true, cells(lines, line -> worst(line, worst -> count(worst.rows()))))
                .column("GROUP", false, cells(lines, line -> worst(line, Worst::key)));
        if (values) {
            text.column("REFERENCE", true, cells(lines, line -> worst(line, Worst::reference)))
                    .column("VALUE", true, cells(lines, line -> worst(line, Worst::value)));
        }
        text.print(out);
        out.println();
    }

    private static List<String> cells(List<Line> lines, Function<Line, String> cell) {
        return lines.stream().map(cell).toList();
    }

    private static String worst(Line line, Function<Worst, String> part) {
        Worst worst = line.column().worst();
        return worst == null ? "-" : part.apply(worst);
    }

    private void line(String label, String text) {
        out.printf(Locale.ROOT, "%-10s %s%n", label, text);
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
