package io.regroup.nonlinear.internal.formula;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.NameSuggestions;
import io.regroup.nonlinear.internal.formula.Expression.Constant;
import io.regroup.nonlinear.internal.formula.Expression.Feature;
import io.regroup.nonlinear.internal.formula.Expression.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a formula, by recursive descent:
 *
 * <pre>
 * sum      = product { ("+" | "-") product }
 * product  = signed { ("*" | "/") signed }
 * signed   = ("+" | "-") signed | power
 * power    = primary [ ("^" | "**") signed ]        so that -x^2 = -(x^2) and 2^3^2 = 2^(3^2)
 * primary  = number | name | function "(" sum ")" | "pow" "(" sum "," sum ")" | "(" sum ")"
 * name     = letter { letter | digit | "_" | "." } | "`" anything else "`"
 * </pre>
 *
 * <p>Names are features, parameters, or {@code pi}.
 */
final class FormulaParser {

    private static final String PI = "pi";
    private static final String POW = "pow";
    /** Keeps a formula from using up the stack. */
    private static final int DEEPEST = 200;

    private static final int LONGEST = 4000;

    private final String text;
    private final List<String> features;
    private final List<String> parameters;
    private int at;
    private int depth;

    private FormulaParser(String text, List<String> features, List<String> parameters) {
        this.text = text;
        this.features = features;
        this.parameters = parameters;
    }

    /**
     * Reads a formula.
     *
     * @throws InvalidArgumentException if it cannot be read; the message names the column, from 1
     */
    static Expression parse(String text, List<String> features, List<String> parameters) {
        if (text.length() > LONGEST) {
            throw new InvalidArgumentException(
                    "formula: expected at most " + LONGEST + " characters, got " + text.length());
        }
        FormulaParser parser = new FormulaParser(text, features, parameters);
        Expression whole = parser.sum();
        parser.skipBlanks();
        if (parser.at < text.length()) {
            throw parser.unexpected("an operator or the end");
        }
        return whole;
    }

    private Expression sum() {
        enter();
        Expression left = product();
        while (true) {
            if (take("+")) {
                left = Expression.operation(Operator.ADD, left, product());
            } else if (take("-")) {
                left = Expression.operation(Operator.SUBTRACT, left, product());
            } else {
                depth--;
                return left;
            }
        }
    }

    private void enter() {
        if (++depth > DEEPEST) {
            throw error(at, "parentheses and signs are nested too deeply; write it flatter");
        }
    }

    private Expression product() {
        Expression left = signed();
        while (true) {
            if (take("*")) {
                left = Expression.operation(Operator.MULTIPLY, left, signed());
            } else if (take("/")) {
                left = Expression.operation(Operator.DIVIDE, left, signed());
            } else {
                return left;
            }
        }
    }

    private Expression signed() {
        enter();
        Expression value;
        if (take("-")) {
            value = Expression.call(Function.NEGATE, signed());
        } else if (take("+")) {
            value = signed();
        } else {
            value = power();
        }
        depth--;
        return value;
    }

    private Expression power() {
        Expression base = primary();
        return take("**") || take("^") ? Expression.operation(Operator.POWER, base, signed()) : base;
    }

    private Expression primary() {
        skipBlanks();
        if (at < text.length()) {
            char next = text.charAt(at);
            if (next == '(') {
                at++;
                return closed(sum());
            }
            if (Character.isDigit(next) || next == '.') {
                return number();
            }
            if (next == '`') {
                return quoted();
            }
            if (Character.isLetter(next) || next == '_') {
                return word();
            }
        }
        throw unexpected("a number, a name or (");
    }

    private Expression closed(Expression inside) {
        require(")");
        return inside;
    }

    private Expression number() {
        int start = at;
        skipDigits();
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            skipDigits();
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            at++;
            if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
                at++;
            }
            skipDigits();
        }
        String digits = text.substring(start, at);
        try {
            double value = Double.parseDouble(digits);
            if (Double.isFinite(value)) {
                return new Constant(value);
            }
        } catch (NumberFormatException _) {
            // as bad as one that is too large
        }
        throw error(start, "expected a number, got " + digits);
    }

    private void skipDigits() {
        while (at < text.length() && Character.isDigit(text.charAt(at))) {
            at++;
        }
    }

    private Expression quoted() {
        int start = at;
        int end = text.indexOf('`', at + 1);
        if (end < 0) {
            throw error(start, "the quote ` is not closed; close it after the name");
        }
        at = end + 1;
        String name = text.substring(start + 1, end);
        return variable(name).orElseThrow(() -> unknown(name, start));
    }

    private Expression word() {
        int start = at;
        while (at < text.length() && isPartOfName(text.charAt(at))) {
            at++;
        }
        String name = text.substring(start, at);
        Optional<Expression> variable = variable(name);
        if (variable.isPresent()) {
            return variable.get();
        }
        if (take("(")) {
            return name.equals(POW) ? pow() : closed(Expression.call(function(name, start), sum()));
        }
        if (name.equals(PI)) {
            return new Constant(Math.PI);
        }
        throw Function.named(name).isPresent() || name.equals(POW)
                ? error(at, "expected ( after the function " + name)
                : unknown(name, start);
    }

    private static boolean isPartOfName(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '.';
    }

    private Expression pow() {
        Expression base = sum();
        require(",");
        return closed(Expression.operation(Operator.POWER, base, sum()));
    }

    private Function function(String name, int start) {
        return Function.named(name).orElseThrow(() -> {
            List<String> names = new ArrayList<>(Function.names());
            names.add(POW);
            return error(start, "no function " + name + "; " + NameSuggestions.suggest(name, names));
        });
    }

    private Optional<Expression> variable(String name) {
        if (features.contains(name)) {
            return Optional.of(new Feature(features.indexOf(name)));
        }
        return parameters.contains(name) ? Optional.of(new Parameter(parameters.indexOf(name))) : Optional.empty();
    }

    private InvalidArgumentException unknown(String name, int start) {
        List<String> names = new ArrayList<>(parameters);
        names.addAll(features);
        return error(
                start,
                name + " is neither a feature nor a parameter; name it among one or the other; "
                        + NameSuggestions.suggest(name, names));
    }

    private void require(String symbol) {
        if (!take(symbol)) {
            throw unexpected(symbol);
        }
    }

    /** Moves on if the symbol comes next. One star is not the beginning of two. */
    private boolean take(String symbol) {
        skipBlanks();
        if (!text.startsWith(symbol, at) || (symbol.equals("*") && text.startsWith("**", at))) {
            return false;
        }
        at += symbol.length();
        return true;
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private InvalidArgumentException unexpected(String expected) {
        return error(at, "expected " + expected + ", got " + (at < text.length() ? text.substring(at) : "the end"));
    }

    private InvalidArgumentException error(int index, String what) {
        return new InvalidArgumentException("formula " + text + ": column " + (index + 1) + ": " + what);
    }
}
