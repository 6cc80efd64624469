package io.github.kisconnect.investorflow.kis.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;

/** Counts one up in a file, and does something while it has it; public for {@link SecondPlugin}, which has it of its own. */
public final class FileUse implements Runnable, AccountFile.Format<Integer> {
    private final AccountFile<Integer> file;
    private final Runnable meanwhile;

    public FileUse(Path path, Runnable meanwhile) {
        this.file = new AccountFile<>(path, this);
        this.meanwhile = meanwhile;
    }

    @Override
    public void run() {
        AccountFile.Use<Integer> use = file.update("account", Instant.EPOCH, before -> {
            meanwhile.run();
            return before + 1;
        });
        if (!(use instanceof AccountFile.Use.Done<Integer>)) {
            throw new IllegalStateException("not used: " + use);
        }
    }

    /** What stands in the file. */
    static int count(Path path) {
        return new FileUse(path, () -> {}).file.peek("account").orElseThrow();
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
