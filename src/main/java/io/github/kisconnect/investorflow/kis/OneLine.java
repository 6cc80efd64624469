package io.github.kisconnect.investorflow.kis;

import java.util.regex.Pattern;

/** Makes what the API sent fit for a log, whatever it is: one line, not too long. */
final class OneLine {
    private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}+");

    private OneLine() {}

    static String of(String text, int longest) {
        String line = CONTROLS.matcher(text).replaceAll(" ");
        return line.length() > longest ? line.substring(0, longest) + "…" : line;
    }
}
