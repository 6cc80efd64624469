package io.github.kisconnect.investorflow.sandbox;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a person sees: lines that stay, and below them, in a terminal, a block that is redrawn in its place. */
final class Screen {
    private static final String UP = "\u001b[%dA";
    private static final String CLEAR_BELOW = "\u001b[0J";
    /** In a narrow terminal a line is cut: wrapped, it would take two, and the next drawing would miss. */
    private static final String NO_WRAP = "\u001b[?7l";

    private static final String WRAP = "\u001b[?7h";

    /** Rows and columns. A terminal that does not know its size says that it has none. */
    private static final Pattern SIZE = Pattern.compile("\\d+ ([1-9]\\d{0,5})");

    private final PrintStream out;
    private final boolean terminal;
    private int drawn;

    Screen(PrintStream out, boolean terminal) {
        this.out = new PrintStream(out, true, StandardCharsets.UTF_8);
        this.terminal = terminal;
    }

    /** The process's standard output. */
    static Screen standard() {
        return new Screen(System.out, isTerminal(System.console()) && System.getenv("TERM") != null);
    }

    /**
     * Whether a person sits there. JDK 22 to 24 have a console in a pipe as well, and a method that tells; before, there is no
     * console in a pipe, and no such method.
     *
     * @param console the process's, or null
     */
    static boolean isTerminal(Console console) {
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    /** How many columns a line may take: as many as the terminal has just now, or any number where there is none or it does not tell. */
    int columns() {
        return terminal ? columns(size(new File("/dev/tty"))) : Integer.MAX_VALUE;
    }

    /**
     * The columns in what {@code stty size} says.
     *
     * @param size rows and columns
     */
    static int columns(String size) {
        Matcher told = SIZE.matcher(size.strip());
        return told.matches() ? Integer.parseInt(told.group(1)) : Integer.MAX_VALUE;
    }

    /** Java itself cannot tell. */
    private static String size(File tty) {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(tty)
                    .redirectErrorStream(true)
                    .start();
            return new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    /** A line that stays. */
    synchronized void line(String text) {
        drawn = 0;
        out.println(text);
    }

    /** A part that is ready, where it is, and how long it took. */
    void step(String what, String address, Duration took) {
        line("  %-22s %6.1f s  %s".formatted(what, took.toMillis() / 1000.0, address));
    }

    /** Draws a block; in a terminal over the one before. */
    synchronized void draw(List<String> lines) {
        if (!terminal) {
            lines.forEach(out::println);
            return;
        }
        out.print((drawn > 0 ? UP.formatted(drawn) + CLEAR_BELOW : "") + NO_WRAP);
        lines.forEach(out::println);
        out.print(WRAP);
        out.flush();
        drawn = lines.size();
    }
}
