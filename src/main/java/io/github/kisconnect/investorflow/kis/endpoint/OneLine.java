package io.github.kisconnect.investorflow.kis.endpoint;

import java.util.regex.Pattern;

/** Makes any text of the API fit for a log: one line, not too long. */
public final class OneLine {
    private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}+");

    private OneLine() {}

    public static String of(String text, int longest) {
        if (text.length() <= longest) {
            return onOne(text);
        }
        boolean splitsCharacter = Character.isHighSurrogate(text.charAt(longest - 1));
        return onOne(text.substring(0, splitsCharacter ? longest - 1 : longest)) + "…";
    }

    private static String onOne(String text) {
        return CONTROLS.matcher(text).replaceAll(" ");
    }
}
