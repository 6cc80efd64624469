package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.kisconnect.investorflow.Markdown.Block;
import io.github.kisconnect.investorflow.Markdown.Kind;
import io.github.kisconnect.investorflow.Markdown.Span;
import io.github.kisconnect.investorflow.Markdown.Target;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Of a page the reader of Markdown finds")
class MarkdownTest {
    private static final Markdown PAGE = Markdown.of(
            Path.of("page.md"),
            """
            # `a.b` and c: 1, 2

            1. An item:

                   key.one=1
                   # why

                - and one in it

                      name: x
                      list:
                        - y

            ## Again
            [above](#again) and
            ![a picture](docs/a.png), `[no](link)`

                {"a": 1}

            ```sh
            echo '[no](link)'
            ```

            ```json
            []
            ```

            ## Again
            `two
            lines`
            """);

    @Test
    @DisplayName(
            "code blocks, indented and fenced, on their own and in lists, with the line they begin at and their kind")
    void blocks() {
        assertThat(PAGE.blocks())
                .extracting(Block::line, Block::kind, Block::text)
                .containsExactly(
                        tuple(5, Kind.PROPERTIES, "key.one=1\n# why\n"),
                        tuple(10, Kind.YAML, "name: x\nlist:\n  - y\n"),
                        tuple(18, Kind.JSON, "{\"a\": 1}\n"),
                        tuple(20, Kind.OTHER, "echo '[no](link)'\n"),
                        tuple(24, Kind.JSON, "[]\n"));
    }

    @Test
    @DisplayName("links and images, but not what looks like one in code")
    void links() {
        assertThat(PAGE.links())
                .extracting(Target::line, Target::text)
                .containsExactly(tuple(15, "#again"), tuple(16, "docs/a.png"));
    }

    @Test
    @DisplayName("code within sentences, in one line, with the section of the second level that it is in")
    void spans() {
        assertThat(PAGE.spans())
                .extracting(Span::line, Span::section, Span::text)
                .containsExactly(
                        tuple(1, "", "a.b"), tuple(16, "Again", "[no](link)"), tuple(29, "Again", "two lines"));
    }

    @Test
    @DisplayName("the anchors that GitHub gives to its headings, numbered where two are the same")
    void anchors() {
        assertThat(PAGE.anchors()).containsExactlyInAnyOrder("ab-and-c-1-2", "again", "again-1");
    }
}
