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
    CONVERTER("docs/deploy.md", "mvn eu.maveniverse.maven.plugins:toolbox:"),
    FOLDER("docs/deploy.md", "install -d"),
    FIRST_TRY("README.md", "curl -H"),
    PRODUCTION("docs/deploy.md", "curl -X POST"),
    STATUS("docs/deploy.md", "curl http://connect-1:8083/connectors/kis-investor-flow/status"),
    TROUBLE_STATUS("docs/troubleshoot.md", "curl http://connect-1:8083/connectors/kis-investor-flow/status"),
    PLUGINS("docs/upgrade.md", "curl http://connect-1:8083/connector-plugins"),
    RESTART("docs/operate.md", "curl -X POST"),
    RESTART_FAILED("docs/deliver.md", "curl -X POST"),
    CHANGE("docs/operate.md", "jq .config"),
    ALTER_OFFSETS("docs/operate.md", "CONNECTOR="),
    FORGET_OFFSETS("docs/operate.md", "curl -X DELETE"),
    REFUSED_OFFSET("docs/operate.md", "No offset was altered");

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
