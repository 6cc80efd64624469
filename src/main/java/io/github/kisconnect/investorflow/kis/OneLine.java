package io.github.kisconnect.investorflow.kis;

import java.util.regex.Pattern;

/** Makes what the API sent fit for a log, whatever it is: one line, not too long. */
final class OneLine {
    private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}+");

    private OneLine() {}

    static String of(String text, int longest) {
        String line = CONTROLS.matcher(text).replaceAll(" ");
        if (line.length() <= longest) {
            return line;
        }
        boolean splitsCharacter = Character.isHighSurrogate(line.charAt(longest - 1));
        return line.substring(0, splitsCharacter ? longest - 1 : longest) + "…";
    }
}
