package io.github.kisconnect.investorflow.kis.endpoint;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a body without any of the plugin's code or libraries, character by character: what a fuzz test compares with.
 *
 * @param figures by the record's field and the figure's field ({@code foreigner.sell_volume}), null for blanks; empty where not all 72
 *     can be read
 * @param isError whether it is an error with a code
 */
public record NaiveReading(Optional<Map<String, Long>> figures, boolean isError) {
    private static final String[][] GROUPS = {
        {"foreigner", "frgn"},
        {"individual", "prsn"},
        {"institution_total", "orgn"},
        {"financial_investment", "scrt"},
        {"investment_trust", "ivtr"},
        {"private_fund", "pe_fund"},
        {"bank", "bank"},
        {"insurance", "insu"},
        {"other_financial", "mrbn"},
        {"pension_fund", "fund"},
        {"other_organization", "etc_orgt"},
        {"other_corporation", "etc_corp"}
    };
    private static final String[][] FIGURES = {
        {"sell_volume", "seln_vol"},
        {"buy_volume", "shnu_vol"},
        {"net_buy_volume", "ntby_qty"},
        {"sell_value", "seln_tr_pbmn"},
        {"buy_value", "shnu_tr_pbmn"},
        {"net_buy_value", "ntby_tr_pbmn"}
    };
    private static final List<String> WITH_VOLUME = List.of("pe_fund", "etc_orgt", "etc_corp");
    private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    /** What cannot be read. */
    private static final class NoJsonException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    public static NaiveReading of(byte[] body) {
        Optional<Map<?, ?>> root = root(body);
        if (root.isEmpty()) {
            return new NaiveReading(Optional.empty(), false);
        }
        if (text(root.get().get("rt_cd")).equals("0")) {
            return new NaiveReading(figures(root.get().get("output")), false);
        }
        boolean hasCode = !text(root.get().get("msg_cd")).isBlank()
                || !text(root.get().get("error_code")).isBlank();
        return new NaiveReading(Optional.empty(), hasCode);
    }

    /** The body's JSON object, if it is one. */
    private static Optional<Map<?, ?>> root(byte[] body) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            Json json = new Json(text.startsWith("\uFEFF") ? text.substring(1) : text);
            return json.document() instanceof Map<?, ?> object ? Optional.of(object) : Optional.empty();
        } catch (NoJsonException | CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static Optional<Map<String, Long>> figures(Object output) {
        Object row = output instanceof List<?> list && list.size() == 1 ? list.get(0) : output;
        if (!(row instanceof Map<?, ?> fields)) {
            return Optional.empty();
        }
        Map<String, Long> figures = new LinkedHashMap<>();
        for (String[] group : GROUPS) {
            for (String[] figure : FIGURES) {
                boolean odd = figure[1].equals("ntby_qty") && WITH_VOLUME.contains(group[1]);
                if (!(fields.get(group[1] + "_" + (odd ? "ntby_vol" : figure[1])) instanceof String text)) {
                    return Optional.empty();
                }
                String digits = text.strip();
                if (!digits.isEmpty() && !isInteger(digits)) {
                    return Optional.empty();
                }
                figures.put(group[0] + "." + figure[0], digits.isEmpty() ? null : Long.valueOf(digits));
            }
        }
        boolean isBlank = figures.values().stream().allMatch(figure -> figure == null);
        return isBlank ? Optional.empty() : Optional.of(figures);
    }

    private static boolean isInteger(String text) {
        int first = text.charAt(0) == '-' || text.charAt(0) == '+' ? 1 : 0;
        for (int i = first; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        if (text.length() == first) {
            return false;
        }
        BigInteger value = new BigInteger(text);
        return value.compareTo(LEAST) >= 0 && value.compareTo(MOST) <= 0;
    }

    /** A scalar as text: a code may stand there as a number, too. */
    private static String text(Object value) {
        return value == null || value instanceof Map || value instanceof List || value == Json.NULL
                ? ""
                : value.toString();
    }

    /** A parser of exactly what RFC 8259 allows, less duplicate names, and less what is deeper or longer than 1000. */
    private static final class Json {
        static final Object NULL = new Object();
        private static final int LIMIT = 1000;

        private final String text;
        private int at;

        Json(String text) {
            this.text = text;
        }

        Object document() throws NoJsonException {
            Object value = value(0);
            space();
            require(at == text.length());
            return value;
        }

        private Object value(int depth) throws NoJsonException {
            space();
            require(at < text.length() && depth <= LIMIT);
            return switch (text.charAt(at)) {
                case '{' -> object(depth + 1);
                case '[' -> array(depth + 1);
                case '"' -> string();
                case 't' -> word("true", true);
                case 'f' -> word("false", false);
                case 'n' -> word("null", NULL);
                default -> number();
            };
        }

        private Map<String, Object> object(int depth) throws NoJsonException {
            Map<String, Object> fields = new LinkedHashMap<>();
            at++;
            space();
            if (accept('}')) {
                return fields;
            }
            do {
                space();
                require(at < text.length() && text.charAt(at) == '"');
                String name = string();
                space();
                require(accept(':'));
                require(fields.putIfAbsent(name, value(depth)) == null);
                space();
            } while (accept(','));
            require(accept('}'));
            return fields;
        }

        private List<Object> array(int depth) throws NoJsonException {
            List<Object> elements = new ArrayList<>();
            at++;
            space();
            if (accept(']')) {
                return elements;
            }
            do {
                elements.add(value(depth));
                space();
            } while (accept(','));
            require(accept(']'));
            return elements;
        }

        private String string() throws NoJsonException {
            StringBuilder string = new StringBuilder();
            at++;
            while (!accept('"')) {
                require(at < text.length() && text.charAt(at) >= ' ');
                char c = text.charAt(at++);
                string.append(c == '\\' ? escaped() : c);
            }
            return string.toString();
        }

        private char escaped() throws NoJsonException {
            require(at < text.length());
            char c = text.charAt(at++);
            if (c == 'u') {
                require(at + 4 <= text.length()
                        && text.substring(at, at + 4).chars().allMatch(HexFormat::isHexDigit));
                at += 4;
                return (char) Integer.parseInt(text.substring(at - 4, at), 16);
            }
            int index = "\"\\/bfnrt".indexOf(c);
            require(index >= 0);
            return "\"\\/\b\f\n\r\t".charAt(index);
        }

        private Object word(String word, Object value) throws NoJsonException {
            require(text.startsWith(word, at));
            at += word.length();
            return value;
        }

        private Object number() throws NoJsonException {
            int begin = at;
            accept('-');
            if (!accept('0')) {
                digits();
            }
            boolean isInteger = true;
            if (accept('.')) {
                isInteger = false;
                digits();
            }
            if (accept('e') || accept('E')) {
                isInteger = false;
                if (!accept('+')) {
                    accept('-');
                }
                digits();
            }
            String number = text.substring(begin, at);
            require(number.length() <= LIMIT);
            return isInteger ? new BigInteger(number) : "number " + number;
        }

        private void digits() throws NoJsonException {
            int begin = at;
            while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
                at++;
            }
            require(at > begin);
        }

        private void space() {
            while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
        }

        private boolean accept(char c) {
            boolean is = at < text.length() && text.charAt(at) == c;
            at += is ? 1 : 0;
            return is;
        }

        private static void require(boolean condition) throws NoJsonException {
            if (!condition) {
                throw new NoJsonException();
            }
        }
    }
}
