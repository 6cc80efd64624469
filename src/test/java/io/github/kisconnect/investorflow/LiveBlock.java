package io.github.kisconnect.investorflow;

import io.github.kisconnect.investorflow.Markdown.Block;
import java.nio.file.Path;
import java.util.List;

/**
 * The code blocks that {@code DocumentedCommandsIT} tries on the local stack, in the order in which it does.
 *
 * <p>They are named here for {@code DocumentedBlocksTest}, too: a block that is none of them must be treated otherwise.
 */
enum LiveBlock {
    CONVERTER("docs/operations.md", "mvn eu.maveniverse.maven.plugins:toolbox:"),
    FOLDER("docs/operations.md", "install -d"),
    FIRST_TRY("README.md", "curl -H"),
    PRODUCTION("docs/operations.md", "curl -X POST"),
    STATUS("docs/operations.md", "curl http://connect-1:8083/connectors/kis-investor-flow/status"),
    CHANGE("docs/operations.md", "jq .config"),
    ALTER_OFFSETS("docs/operations.md", "CONNECTOR="),
    FORGET_OFFSETS("docs/operations.md", "curl -X DELETE"),
    REFUSED_OFFSET("docs/operations.md", "No offset was altered");

    private final Path page;
    private final String beginning;

    LiveBlock(String page, String beginning) {
        this.page = Path.of(page);
        this.beginning = beginning;
    }

    boolean is(Block block) {
        return block.file().equals(page) && block.text().startsWith(beginning);
    }

    /**
     * The block as the page has it.
     *
     * @throws AssertionError when there is none, or more than one
     */
    Block block() {
        List<Block> found = Markdown.allBlocks().stream().filter(this::is).toList();
        if (found.size() != 1) {
            throw new AssertionError(
                    page + " has not one code block that begins with '" + beginning + "', but " + found);
        }
        return found.get(0);
    }
}
