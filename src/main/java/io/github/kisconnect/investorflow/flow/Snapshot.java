package io.github.kisconnect.investorflow.flow;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The 72 figures of one answer: cumulative since the open of the trade date, provisional, null where the API left one
 * blank.
 *
 * <p>Immutable. Equal when all figures are equal; null differs from zero.
 */
public final class Snapshot {
    private static final int FIGURES = Figure.values().length;
    private static final int SIZE = InvestorGroup.values().length * FIGURES;
    private static final int DIGEST_BYTES = 8;
    /** The API's transaction id for these figures. */
    public static final String TR_ID = "FHPTJ04030000";

    private static final String DIGEST_VERSION = "v1:";
    /** How a digest is written, for people. */
    public static final String DIGEST_FORM =
            DIGEST_VERSION + " and " + 2 * DIGEST_BYTES + " hexadecimal digits in lower case";

    private static final Pattern DIGEST = Pattern.compile(DIGEST_VERSION + "[0-9a-f]{" + 2 * DIGEST_BYTES + "}");

    /** The digest of a row in which every figure is zero. */
    public static final String ZEROS_DIGEST = of((group, figure) -> 0L).digest();

    private final Long[] figures;
    private String digest;

    private Snapshot(Long[] figures) {
        this.figures = figures;
    }

    /** Asks {@code figure} for each of the 72 figures, in record order; null stands for a blank. */
    public static Snapshot of(BiFunction<InvestorGroup, Figure, Long> figure) {
        Objects.requireNonNull(figure, "figure");
        Long[] figures = new Long[SIZE];
        for (InvestorGroup group : InvestorGroup.values()) {
            for (Figure one : Figure.values()) {
                figures[index(group, one)] = figure.apply(group, one);
            }
        }
        return new Snapshot(figures);
    }

    /** One figure, or null where the API left it blank. */
    public Long figure(InvestorGroup group, Figure figure) {
        return figures[index(group, figure)];
    }

    /** Whether the API left every figure blank, as it does for a sector that it does not know. */
    public boolean isBlank() {
        return Stream.of(figures).allMatch(Objects::isNull);
    }

    /** Whether every figure is zero, as before the first trade of a day and for pairs that do not belong together. */
    public boolean isAllZero() {
        return Stream.of(figures).allMatch(figure -> figure != null && figure == 0);
    }

    /** Whether any figure is neither blank nor zero: a row without one says nothing of who trades. */
    public boolean hasFigures() {
        return Stream.of(figures).anyMatch(figure -> figure != null && figure != 0);
    }

    /** Whether a cumulative figure is higher here than in an earlier row of the day, and none is lower. */
    public boolean risesFrom(Snapshot earlier) {
        return fallFrom(earlier).isEmpty() && earlier.fallFrom(this).isPresent();
    }

    /**
     * Whether this row confirms that another row's fall was no slip: exactly the cumulative figures that were below the
     * known ones there are below them here, and none of them has fallen further.
     */
    public boolean confirmsFall(Snapshot fallen, Snapshot known) {
        for (InvestorGroup group : InvestorGroup.values()) {
            for (Figure figure : Figure.values()) {
                Long now = figure(group, figure);
                Long then = fallen.figure(group, figure);
                boolean fell = figure.isCumulative() && isLower(then, known.figure(group, figure));
                boolean falls = figure.isCumulative() && isLower(now, known.figure(group, figure));
                if (fell != falls || fell && now < then) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isLower(Long figure, Long than) {
        return figure != null && than != null && figure < than;
    }

    /** This row, with its blanks filled from another one. */
    public Snapshot withBlanksFrom(Snapshot other) {
        Long[] filled = figures.clone();
        for (int i = 0; i < SIZE; i++) {
            filled[i] = filled[i] == null ? other.figures[i] : filled[i];
        }
        return new Snapshot(filled);
    }

    /**
     * The first cumulative figure that is lower here than in an earlier row of the day, in words for people; empty when
     * none is.
     *
     * <p>Net figures may fall, and a figure that is blank in either row says nothing.
     */
    public Optional<String> fallFrom(Snapshot earlier) {
        for (InvestorGroup group : InvestorGroup.values()) {
            for (Figure figure : Figure.values()) {
                Long now = figure(group, figure);
                Long before = earlier.figure(group, figure);
                if (figure.isCumulative() && isLower(now, before)) {
                    return Optional.of(
                            group.fieldName() + "." + figure.fieldName() + " fell from " + before + " to " + now);
                }
            }
        }
        return Optional.empty();
    }

    /**
     * A short name of exactly these figures: {@code v1:} and 16 hexadecimal digits.
     *
     * <p>It is stored in source offsets, so within {@code v1} it never changes: the first 8 bytes of SHA-256 over the
     * figures in record order, in decimal, separated by commas, a blank for null.
     */
    public String digest() {
        if (digest == null) {
            // Two threads may do so at once, but both compute the same.
            digest = computeDigest();
        }
        return digest;
    }

    private String computeDigest() {
        StringJoiner text = new StringJoiner(",");
        for (Long figure : figures) {
            text.add(figure == null ? "" : figure.toString());
        }
        byte[] hash = sha256().digest(text.toString().getBytes(StandardCharsets.US_ASCII));
        return DIGEST_VERSION + HexFormat.of().formatHex(hash, 0, DIGEST_BYTES);
    }

    /** Whether a text is a digest of this version, and so may be compared with others. */
    public static boolean isDigest(String text) {
        return DIGEST.matcher(text).matches();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static int index(InvestorGroup group, Figure figure) {
        return group.ordinal() * FIGURES + figure.ordinal();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Snapshot that && Arrays.equals(figures, that.figures);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(figures);
    }

    @Override
    public String toString() {
        return digest();
    }
}
