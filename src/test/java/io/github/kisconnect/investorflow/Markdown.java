package io.github.kisconnect.investorflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/**
 * A page: its code blocks, the code within its sentences, what it links to, and the anchors of its headings.
 *
 * <p>CommonMark's parser reads it, because what is a code block within a list depends on the list.
 *
 * @param file relative to the repository
 */
record Markdown(Path file, List<Block> blocks, List<Span> spans, List<Target> links, Set<String> anchors) {
    /** The line of a block that stands for what a file has and the block has not. */
    static final String LEFT_OUT = "  …\n";

    private static final Parser PARSER = Parser.builder()
            .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
            .build();
    private static final Set<String> NOT_OURS = Set.of("target", ".git");

    /** What a block is written in; commands, and whatever else people read, are {@code OTHER}. */
    enum Kind {
        JSON,
        PROPERTIES,
        YAML,
        OTHER
    }

    /** A code block without its indent or fence. */
    record Block(Path file, int line, Kind kind, String text) {
        @Override
        public String toString() {
            return file + ":" + line;
        }
    }

    /** Code within a sentence, in one line, and the section of the second level that it is in. */
    record Span(Path file, int line, String section, String text) {
        @Override
        public String toString() {
            return file + ":" + line + " " + text;
        }
    }

    /** Where a link or an image leads, as it is written. */
    record Target(Path file, int line, String text) {
        @Override
        public String toString() {
            return file + ":" + line + " " + text;
        }
    }

    /** All pages of the repository. */
    static List<Markdown> pages() {
        List<Markdown> pages = new ArrayList<>();
        try {
            Files.walkFileTree(Path.of(""), new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    return NOT_OURS.contains(folder.toString())
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (file.toString().endsWith(".md")) {
                        pages.add(of(file));
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pages;
    }

    /** The code blocks of all pages. */
    static List<Block> allBlocks() {
        return pages().stream().flatMap(page -> page.blocks().stream()).toList();
    }

    /** The page in that file. */
    static Markdown of(Path file) {
        try {
            return of(file, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The page of that text. */
    static Markdown of(Path file, String text) {
        Markdown page = new Markdown(file, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new TreeSet<>());
        PARSER.parse(text).accept(page.new Reader());
        return page;
    }

    private static Kind kind(String info, String text) {
        return switch (info.strip().toLowerCase(Locale.ROOT)) {
            case "" -> kind(text);
            case "json" -> Kind.JSON;
            case "properties" -> Kind.PROPERTIES;
            case "yaml", "yml" -> Kind.YAML;
            default -> Kind.OTHER;
        };
    }

    private static Kind kind(String text) {
        if (text.startsWith("{") || text.startsWith("[")) {
            return Kind.JSON;
        }
        if (text.lines().allMatch(line -> line.matches("|#.*|[a-z][a-z0-9.]*=.*"))) {
            return Kind.PROPERTIES;
        }
        return text.lines().allMatch(line -> line.matches("|#.*|\\s*- .*|\\s*[A-Za-z]\\w*:( .*)?"))
                ? Kind.YAML
                : Kind.OTHER;
    }

    /** Puts what it finds into the page. */
    private final class Reader extends AbstractVisitor {
        private String section = "";

        @Override
        public void visit(IndentedCodeBlock block) {
            blocks.add(new Block(file, line(block), kind(block.getLiteral()), block.getLiteral()));
        }

        @Override
        public void visit(FencedCodeBlock block) {
            blocks.add(new Block(file, line(block), kind(block.getInfo(), block.getLiteral()), block.getLiteral()));
        }

        @Override
        public void visit(Code code) {
            spans.add(new Span(file, line(code), section, code.getLiteral().replaceAll("\\s+", " ")));
        }

        @Override
        public void visit(Link link) {
            links.add(new Target(file, line(link), link.getDestination()));
            visitChildren(link);
        }

        @Override
        public void visit(Image image) {
            links.add(new Target(file, line(image), image.getDestination()));
        }

        /** By GitHub's rule; a heading that was there before is told from it by a number. */
        @Override
        public void visit(Heading heading) {
            String anchor = words(heading)
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("(?U)[^\\w\\- ]", "")
                    .replace(' ', '-');
            String numbered = anchor;
            for (int number = 1; !anchors.add(numbered); number++) {
                numbered = anchor + "-" + number;
            }
            section = heading.getLevel() == 2 ? words(heading) : section;
            visitChildren(heading);
        }

        private int line(Node node) {
            return node.getSourceSpans().get(0).getLineIndex() + 1;
        }

        private static String words(Node node) {
            StringBuilder words = new StringBuilder();
            node.accept(new AbstractVisitor() {
                @Override
                public void visit(Text text) {
                    words.append(text.getLiteral());
                }

                @Override
                public void visit(Code code) {
                    words.append(code.getLiteral());
                }
            });
            return words.toString();
        }
    }
}
