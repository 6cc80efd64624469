package io.github.kisconnect.investorflow;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** Everything that is logged while it is open, the HTTP library's own lines included. */
public final class LogCapture implements AutoCloseable {
    private final Queue<Line> lines = new ConcurrentLinkedQueue<>();
    private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
    private final LoggerConfig root = context.getConfiguration().getRootLogger();
    private final Level levelBefore = root.getLevel();
    private final List<Appender> appendersBefore =
            List.copyOf(root.getAppenders().values());
    private final Collector collector = new Collector(lines);
    private final Logger library = Logger.getLogger("okhttp3");
    private final java.util.logging.Level libraryLevelBefore = library.getLevel();
    private final LibraryHandler libraryHandler = new LibraryHandler(lines);

    /** A line with the text of its exception. */
    public record Line(Level level, String logger, String text) {
        @Override
        public String toString() {
            return level + " " + text;
        }
    }

    private LogCapture(Level least) {
        appendersBefore.forEach(appender -> root.removeAppender(appender.getName()));
        collector.start();
        root.addAppender(collector, least, null);
        root.setLevel(least);
        context.updateLoggers();
        if (least.isLessSpecificThan(Level.DEBUG)) {
            library.addHandler(libraryHandler);
            library.setLevel(java.util.logging.Level.ALL);
        }
    }

    /** At every level. */
    public static LogCapture begin() {
        return new LogCapture(Level.ALL);
    }

    /** The same without what is less than that: for long runs. */
    public static LogCapture begin(Level least) {
        return new LogCapture(least);
    }

    public List<Line> lines() {
        return List.copyOf(lines);
    }

    /** The lines at a level, without those of other libraries. */
    public List<String> ours(Level level) {
        return lines.stream()
                .filter(line -> line.level() == level && line.logger().startsWith("io.github.kisconnect"))
                .map(Line::text)
                .toList();
    }

    @Override
    public void close() {
        root.removeAppender(collector.getName());
        root.setLevel(levelBefore);
        appendersBefore.forEach(appender -> root.addAppender(appender, null, null));
        context.updateLoggers();
        library.removeHandler(libraryHandler);
        library.setLevel(libraryLevelBefore);
    }

    private static String text(String message, Throwable thrown) {
        StringWriter text = new StringWriter().append(message);
        if (thrown != null) {
            thrown.printStackTrace(new PrintWriter(text, true));
        }
        return text.toString();
    }

    private static final class Collector extends AbstractAppender {
        private final Queue<Line> lines;

        Collector(Queue<Line> lines) {
            super("capture", null, null, true, Property.EMPTY_ARRAY);
            this.lines = lines;
        }

        @Override
        public void append(LogEvent event) {
            lines.add(new Line(
                    event.getLevel(),
                    event.getLoggerName(),
                    text(event.getMessage().getFormattedMessage(), event.getThrown())));
        }
    }

    private static final class LibraryHandler extends Handler {
        private final Queue<Line> lines;

        LibraryHandler(Queue<Line> lines) {
            this.lines = lines;
            setLevel(java.util.logging.Level.ALL);
        }

        @Override
        public void publish(LogRecord event) {
            lines.add(new Line(Level.DEBUG, event.getLoggerName(), text(event.getMessage() + "", event.getThrown())));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
