package io.regroup.cli.internal;

import io.regroup.api.FitSpec;
import io.regroup.api.InvalidArgumentException;
import io.regroup.api.data.DataAccessException;
import io.regroup.crossvalidation.agreement.AgreementReport;
import io.regroup.crossvalidation.agreement.AgreementReport.NotRun;
import io.regroup.crossvalidation.agreement.ColumnAgreement;
import io.regroup.crossvalidation.agreement.ColumnAgreement.Worst;
import io.regroup.crossvalidation.agreement.PairAgreement;
import io.regroup.tables.TableSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes how far fits agree as one page that needs nothing else: no network, no scripts, plots drawn in place, light or dark as
 * the reader's system is.
 */
final class AgreementPage {

    /** How many colours the style has for engines. */
    static final int COLOURS = 6;

    private static final String ENDING = ".html";
    private static final String STYLE = "agreement.css";

    private final StringBuilder html = new StringBuilder();
    private final AgreementReport report;
    private final TableSource source;

    /** Those that differ come first: that is what one looks for. */
    private final List<PairAgreement> pairs;

    private AgreementPage(AgreementReport report, TableSource source) {
        this.report = report;
        this.source = source;
        this.pairs = report.pairs().stream()
                .sorted(Comparator.comparing(PairAgreement::agrees))
                .toList();
    }

    /**
     * Checks that a page can be written.
     *
     * @throws InvalidArgumentException if the name is not that of a page, or there is no directory to write it to
     */
    static void checkTarget(Path file) {
        String name = String.valueOf(file.getFileName());
        if (!name.toLowerCase(Locale.ROOT).endsWith(ENDING)) {
            throw new InvalidArgumentException("--html: expected a name that ends in .html, got " + file);
        }
        Path directory = directory(file);
        if (!Files.isDirectory(directory) || !Files.isWritable(directory)) {
            throw new InvalidArgumentException("--html: " + directory
                    + " is no directory that can be written to; create it first or write elsewhere");
        }
        if (Files.isDirectory(file)) {
            throw new InvalidArgumentException("--html: " + file + " is a directory; name a file");
        }
    }

    private static Path directory(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent());
    }

    /**
     * Writes the page beside its place and puts it there when it is whole.
     *
     * @throws DataAccessException if it cannot be written
     */
    static void write(AgreementReport report, TableSource source, Path file) {
        String page = new AgreementPage(report, source).page();
        try {
            Path part = file.resolveSibling(
                    "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
            try {
                Files.writeString(part, page);
                Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new DataAccessException("page " + file + ": cannot be written: " + e.getMessage(), e);
        }
    }

    private String page() {
        html.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<title>Agreement of fits</title>\n<style>\n")
                .append(style())
                .append("</style>\n</head>\n<body>\n<h1>Agreement of fits</h1>\n");
        verdict();
        facts();
        fits();
        notRun();
        matrix();
        plots();
        html.append(
                        "<footer>Written by regroup validate. What may differ, and by how much, is stated in docs/numerics.md.")
                .append("</footer>\n</body>\n</html>\n");
        return html.toString();
    }

    private static String style() {
        try (InputStream in = AgreementPage.class.getResourceAsStream(STYLE)) {
            return new String(Objects.requireNonNull(in, STYLE).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new DataAccessException(STYLE + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private void verdict() {
        long differ = pairs.stream().filter(pair -> !pair.agrees()).count();
        int all = pairs.size();
        String text = all == 0
                ? "Nothing was compared"
                : differ == 0
                        ? "All " + all + " fits agree with the reference"
                        : differ + " of " + all + " fits differ from the reference by more than the tolerance";
        html.append("<div class=\"verdict ")
                .append(differ == 0 ? "good" : "bad")
                .append("\">")
                .append(text)
                .append("</div>\n");
    }

    private void facts() {
        FitSpec spec = report.spec();
        html.append("<dl>\n");
        fact("input", source.description());
        fact("rows", count(report.rowsRead()) + " read");
        fact(
                "groups",
                count(report.groups())
                        + source.sample()
                                .map(sample -> ", a sample of " + count(sample.total()))
                                .orElse(""));
        fact("group by", String.join(", ", spec.keys()));
        fact("target", String.join(", ", spec.targets()));
        fact(
                "feature",
                (spec.features().isEmpty() ? "none" : String.join(", ", spec.features()))
                        + (spec.intercept() ? "" : ", no intercept"));
        if (spec.weight() != null) {
            fact("weight", spec.weight());
        }
        fact("fitter", report.explanation().fitter());
        fact("reference", String.format(Locale.ROOT, "%s, %.2f s", report.reference(), report.referenceSeconds()));
        fact("tolerance", report.tolerance() + " of a number’s natural scale");
        fact(
                "machine",
                String.format(
                        Locale.ROOT,
                        "%s %s %s, %d processors, heap of up to %.1f GiB",
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        System.getProperty("os.arch"),
                        Runtime.getRuntime().availableProcessors(),
                        Runtime.getRuntime().maxMemory() * 0x1p-30));
        fact("versions", versions());
        html.append("</dl>\n");
    }

    private static String versions() {
        try {
            return new VersionProvider().getVersion()[0] + ", " + System.getProperty("java.vm.name") + " "
                    + Runtime.version();
        } catch (IOException e) {
            throw new DataAccessException("the version cannot be read: " + e.getMessage(), e);
        }
    }

    private void fact(String name, String value) {
        html.append("<dt>")
                .append(Html.text(name))
                .append("</dt><dd>")
                .append(Html.text(value))
                .append("</dd>\n");
    }

    private void fits() {
        html.append(
                        "<h2>Fits</h2>\n<p>Each fit with the column that differs most from the reference, as a multiple of its ")
                .append("tolerance; in how many groups it is beyond; and the group in which it differs most.</p>\n")
                .append(
                        "<div class=\"wide\"><table>\n<thead><tr><th>engine</th><th>reduction</th><th>layout</th><th></th>")
                .append("<th>column</th><th class=\"number\">tolerances</th><th class=\"number\">relative</th>")
                .append("<th class=\"number\">ulps</th><th class=\"number\">beyond</th><th>group</th>")
                .append("<th class=\"number\">rows</th><th class=\"number\">condition</th>")
                .append("<th class=\"number\">near rank</th><th class=\"number\">seconds</th></tr></thead>\n<tbody>\n");
        pairs.forEach(this::fit);
        html.append("</tbody>\n</table></div>\n");
    }

    private void fit(PairAgreement pair) {
        boolean agrees = pair.agrees();
        html.append(agrees ? "<tr>" : "<tr class=\"bad\">");
        cell(pair.contender().engine());
        cell(pair.contender().reduction());
        cell(pair.contender().layout().toString());
        html.append(agrees ? "<td class=\"good\">agrees</td>" : "<td class=\"mark\">differs</td>");
        ColumnAgreement column = pair.columns().stream()
                .max(Comparator.comparingDouble(ColumnAgreement::multiple))
                .orElse(null);
        if (column == null) {
            html.append("<td class=\"text\" colspan=\"8\">")
                    .append(Html.text(Objects.requireNonNullElse(pair.failure(), "")))
                    .append("</td>");
        } else {
            cell(column.multiple() == 0 ? "all the same" : column.column());
            number(Figures.number(column.multiple()));
            number(Figures.number(column.relative()));
            number(Figures.number(column.ulps()));
            number(count(pair.columns().stream()
                    .mapToLong(ColumnAgreement::beyond)
                    .max()
                    .orElse(0)));
            worst(column.worst());
        }
        number(count(pair.nearRank()));
        number(String.format(Locale.ROOT, "%.2f", pair.seconds()));
        html.append("</tr>\n");
    }

    private void worst(@Nullable Worst worst) {
        cell(worst == null ? "" : worst.key());
        number(worst == null ? "" : count(worst.rows()));
        number(worst == null ? "" : Figures.number(worst.condition()));
    }

    private void cell(String text) {
        html.append("<td>").append(Html.text(text)).append("</td>");
    }

    private void number(String text) {
        html.append("<td class=\"number\">").append(Html.text(text)).append("</td>");
    }

    private void notRun() {
        if (report.notRun().isEmpty()) {
            return;
        }
        html.append("<h2>Not run</h2>\n<div class=\"wide\"><table>\n<thead><tr><th>engine</th><th>reduction</th>")
                .append("<th>layout</th><th>why</th></tr></thead>\n<tbody>\n");
        for (NotRun left : report.notRun()) {
            html.append("<tr>");
            cell(left.engine());
            cell(left.reduction() == null ? "all" : left.reduction());
            cell(left.layout() == null ? "all" : left.layout().toString());
            html.append("<td class=\"text\">").append(Html.text(left.reason())).append("</td></tr>\n");
        }
        html.append("</tbody>\n</table></div>\n");
    }

    private Map<String, List<DifferencePlots.Entry>> byColumn() {
        Map<String, List<DifferencePlots.Entry>> entries = new LinkedHashMap<>();
        for (PairAgreement pair : pairs) {
            for (ColumnAgreement column : pair.columns()) {
                entries.computeIfAbsent(column.column(), name -> new ArrayList<>())
                        .add(new DifferencePlots.Entry(pair, column));
            }
        }
        return entries;
    }

    private void matrix() {
        List<PairAgreement> compared = compared();
        if (compared.isEmpty()) {
            return;
        }
        html.append(
                        "<h2>Columns</h2>\n<p>The largest difference of each column and fit, as a multiple of its tolerance: 1 is ")
                .append("the limit, 0 means that all groups are the same to the last bit.</p>\n")
                .append("<div class=\"wide\"><table class=\"matrix\">\n<thead><tr><th></th>");
        for (PairAgreement pair : compared) {
            html.append("<th class=\"number\">")
                    .append(Html.text(pair.contender().engine()))
                    .append("<br>")
                    .append(Html.text(pair.contender().reduction()))
                    .append("<br>")
                    .append(pair.contender().layout())
                    .append("</th>");
        }
        html.append("</tr></thead>\n<tbody>\n");
        byColumn().forEach((name, entries) -> {
            html.append("<tr><th scope=\"row\">").append(Html.text(name)).append("</th>");
            for (PairAgreement pair : compared) {
                matrixCell(entries, pair);
            }
            html.append("</tr>\n");
        });
        html.append("</tbody>\n</table></div>\n");
    }

    private void matrixCell(List<DifferencePlots.Entry> entries, PairAgreement pair) {
        ColumnAgreement column = entries.stream()
                .filter(entry -> entry.pair().contender().equals(pair.contender()))
                .map(DifferencePlots.Entry::column)
                .findFirst()
                .orElse(null);
        if (column == null) {
            html.append("<td></td>");
        } else if (!column.agrees()) {
            html.append("<td class=\"number bad\">")
                    .append(Figures.number(column.multiple()))
                    .append("</td>");
        } else {
            html.append(String.format(
                    Locale.ROOT,
                    "<td class=\"number\" style=\"--level:%.2f\">%s</td>",
                    level(column.multiple()),
                    Figures.number(column.multiple())));
        }
    }

    /** From 0 for no difference, by powers of ten, to 0.5 for one that is just allowed. */
    private static double level(double multiple) {
        return multiple == 0 ? 0 : Math.clamp(0.5 + Math.log10(multiple) / 16, 0.03, 0.5);
    }

    private List<PairAgreement> compared() {
        return pairs.stream().filter(pair -> !pair.columns().isEmpty()).toList();
    }

    private void plots() {
        List<String> engines = compared().stream()
                .map(pair -> pair.contender().engine())
                .distinct()
                .sorted()
                .toList();
        if (engines.isEmpty()) {
            return;
        }
        html.append(
                        "<h2>Differences</h2>\n<p>Left, how many groups of each fit differ by how much: a cell is a power of ten of ")
                .append(
                        "the tolerance, darker for more groups. Right, the largest difference relative to the natural scale of ")
                .append("the number, for groups of similar condition number.</p>\n<div class=\"legend\">");
        for (int i = 0; i < engines.size(); i++) {
            html.append("<span><i style=\"background:var(--e")
                    .append(i % COLOURS)
                    .append(")\"></i>")
                    .append(Html.text(engines.get(i)))
                    .append("</span>");
        }
        html.append("<span><i class=\"line\"></i>tolerance</span></div>\n");
        DifferencePlots plots = new DifferencePlots(engines);
        List<String> same = new ArrayList<>();
        byColumn().forEach((name, entries) -> {
            if (!DifferencePlots.hasDifferences(entries)) {
                same.add(name);
                return;
            }
            html.append("<div class=\"figure\"><h3>")
                    .append(Html.text(name))
                    .append("</h3><div class=\"plots\">")
                    .append(plots.spread(entries));
            if (DifferencePlots.hasConditions(entries)) {
                html.append(plots.againstCondition(entries));
            }
            html.append("</div></div>\n");
        });
        if (!same.isEmpty()) {
            html.append("<p>The same in all groups of all fits: ")
                    .append(Html.text(String.join(", ", same)))
                    .append(".</p>\n");
        }
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
