package io.regroup.gmm.encoder.internal;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.data.ColumnType;
import java.math.BigDecimal;
import java.util.Comparator;

/** Values of a column as text that names them exactly, for models: integers and days by their digits, doubles by their shortest form. */
public final class StoredText {

    /**
     * A value as a column of its type stores it: one of the three.
     *
     * @param integer if stored as LONG
     * @param number if stored as DOUBLE
     * @param text if stored as STRING
     */
    record Value(long integer, double number, String text) {

        /** Tells whether both are one and the same value: NaN is, the two zeros are not. */
        boolean isSame(Value other) {
            return integer == other.integer
                    && Double.doubleToLongBits(number) == Double.doubleToLongBits(other.number)
                    && text.equals(other.text);
        }
    }

    private StoredText() {}

    /**
     * Reads a value.
     *
     * @param type what it is
     * @param text digits as {@code Long.toString} or {@code Double.toString} writes them, or the text itself
     * @param what names it for messages
     * @return the value
     * @throws InvalidArgumentException if it is not of the type
     */
    static Value parse(ColumnType type, String text, String what) {
        try {
            return switch (type.storage()) {
                case LONG -> new Value(Long.parseLong(text), 0, "");
                case DOUBLE -> new Value(0, number(type, text), "");
                case STRING -> new Value(0, 0, text);
            };
        } catch (NumberFormatException e) {
            throw new InvalidArgumentException(what + ": expected a value of type " + type + ", got " + text, e);
        }
    }

    private static double number(ColumnType type, String text) {
        return type.kind() == ColumnType.Kind.FLOAT32 ? Float.parseFloat(text) : Double.parseDouble(text);
    }

    /**
     * Turns a number that a user wrote into the text that a model has for it.
     *
     * @param type a numeric type
     * @param text for instance {@code -1} or {@code 0.50}
     * @param what names it for messages
     * @return the text
     * @throws InvalidArgumentException if it is not of the type
     */
    public static String normal(ColumnType type, String text, String what) {
        try {
            return switch (type.storage()) {
                case LONG -> Long.toString(new BigDecimal(text).longValueExact());
                case DOUBLE -> Double.toString(number(type, text));
                case STRING -> new BigDecimal(text).setScale(type.scale()).toPlainString();
            };
        } catch (ArithmeticException | NumberFormatException e) {
            throw new InvalidArgumentException(what + ": expected a value of type " + type + ", got " + text, e);
        }
    }

    /** Orders values: numbers by size, text by code point. */
    static Comparator<String> order(ColumnType type) {
        return switch (type.storage()) {
            case LONG -> Comparator.comparingLong(Long::parseLong);
            case DOUBLE -> Comparator.comparingDouble(Double::parseDouble);
            case STRING -> type.isNumeric() ? Comparator.comparing(BigDecimal::new) : StoredText::compareCodePoints;
        };
    }

    private static int compareCodePoints(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                boolean surrogates = Character.isSurrogate(a) != Character.isSurrogate(b);
                return surrogates ? (Character.isSurrogate(a) ? 1 : -1) : Character.compare(a, b);
            }
        }
        return Integer.compare(one.length(), other.length());
    }
}
