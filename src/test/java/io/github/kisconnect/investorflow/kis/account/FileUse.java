package io.github.kisconnect.investorflow.kis.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Counts one up in a file, and does something while it has it; {@link SecondPlugin} has a class of its own. */
public final class FileUse implements Runnable, AccountFile.Format<Integer> {
    private static final String ACCOUNT = "account";

    private final Path path;
    private final Runnable meanwhile;

    public FileUse(Path path, Runnable meanwhile) {
        this.path = path;
        this.meanwhile = meanwhile;
    }

    @Override
    public void run() {
        update(path, ACCOUNT, before -> {
                    meanwhile.run();
                    return before + 1;
                })
                .orElseThrow(() -> new IllegalStateException("not used"));
    }

    /** As {@link AccountFile#update}. */
    static Optional<Integer> update(Path path, String account, UnaryOperator<Integer> change) {
        return file(path).update(account, Instant.EPOCH, change);
    }

    /** As {@link AccountFile#peek}. */
    static Optional<Integer> peek(Path path, String account) {
        return file(path).peek(account);
    }

    /** What stands in the file. */
    static int count(Path path) {
        return peek(path, ACCOUNT).orElseThrow();
    }

    private static AccountFile<Integer> file(Path path) {
        return AccountFile.of(path, new FileUse(path, () -> {}));
    }

    @Override
    public String kind() {
        return "file-of-tests";
    }

    @Override
    public String title() {
        return "the file of a test";
    }

    @Override
    public String without() {
        return "the test goes on";
    }

    @Override
    public Integer read(JsonNode node) {
        return node.path("count").asInt();
    }

    @Override
    public void write(Integer count, ObjectNode node) {
        node.put("count", count);
    }

    @Override
    public boolean isForgettable(Integer count, Instant now) {
        return false;
    }
}
