package io.regroup.cli.internal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Takes a number of bytes as people write it: {@code 800m}, {@code 1.5 GB}, {@code 4GiB}. Units are powers of 1024. */
final class SizeConverter implements ITypeConverter<Long> {

    private static final Pattern SIZE =
            Pattern.compile("(\\d{1,19})\\s*b?|(\\d{1,19}(?:\\.\\d{1,19})?)\\s*([kmgt])(?:i?b)?");
    private static final String UNITS = "kmgt";
    private static final int BITS_PER_UNIT = 10;
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    @Override
    public Long convert(String value) {
        Matcher size = SIZE.matcher(value.strip().toLowerCase(Locale.ROOT));
        if (!size.matches()) {
            throw new TypeConversionException(
                    "expected a size such as 800m, 1.5 GB or 4GiB, or a number of bytes, got " + value);
        }
        BigDecimal bytes = size.group(1) != null
                ? new BigDecimal(size.group(1))
                : new BigDecimal(size.group(2)).multiply(unit(size.group(3)));
        if (bytes.compareTo(MOST) > 0) {
            throw new TypeConversionException("expected less than 8388608t, got " + value);
        }
        return bytes.setScale(0, RoundingMode.DOWN).longValueExact();
    }

    private static BigDecimal unit(String letter) {
        return BigDecimal.valueOf(1L << (BITS_PER_UNIT * (1 + UNITS.indexOf(letter))));
    }
}
