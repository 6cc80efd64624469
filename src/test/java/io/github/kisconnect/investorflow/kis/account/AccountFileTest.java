package io.github.kisconnect.investorflow.kis.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.kisconnect.investorflow.LogCapture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for each kind of file; the token file's and the holiday file's own tests have what differs. */
@DisplayName("A file of accounts")
class AccountFileTest {
    /** In bytes, of the usual file systems. */
    private static final int LONGEST_NAME = 255;

    @TempDir
    private Path folder;

    @Test
    @DisplayName("remembers an account's entry, beside those of other accounts")
    void remembers() {
        assertThat(countUp(path(), "a")).contains(0);
        assertThat(countUp(path(), "b")).contains(0);
        assertThat(countUp(path(), "a")).contains(1);
        assertThat(FileUse.peek(path(), "a")).contains(2);
        assertThat(FileUse.peek(path(), "c")).contains(0);
    }

    @Test
    @DisplayName("is readable by its owner only, and leaves nothing but its lock beside it")
    void ownerOnly() throws IOException {
        countUp(path(), "a");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path())))
                .isEqualTo("rw-------");
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("file.json", "file.json.lock");
    }

    @Test
    @DisplayName("is not written when nothing has changed")
    void unchanged() throws IOException {
        countUp(path(), "a");
        Object before = inode();
        assertThat(FileUse.update(path(), "a", count -> count)).contains(1);
        assertThat(inode()).isEqualTo(before);
    }

    @Test
    @DisplayName("is not made by a mere look")
    void looked() {
        assertThat(FileUse.peek(path(), "a")).contains(0);
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @DisplayName("leaves a file of another kind alone and reports it once")
    @ValueSource(
            strings = {
                "",
                "not json",
                "[]",
                "{}",
                "{\"kind\":\"else\",\"version\":1}",
                "{\"kind\":\"file-of-tests\",\"version\":2}",
                "{\"kind\":\"file-of-tests\",\"version\":1,\"accounts\":[]}",
                "{\"kind\":"
            })
    void foreign(String content) throws IOException {
        Files.writeString(path(), content);
        try (LogCapture logs = LogCapture.begin()) {
            assertThat(countUp(path(), "a")).isEmpty();
            assertThat(FileUse.peek(path(), "a")).isEmpty();
            assertThat(countUp(path(), "a")).isEmpty();
            assertThat(logs.ours(Level.WARN))
                    .singleElement()
                    .asString()
                    .contains("the file of a test " + path() + " is not used", "the test goes on");
        }
        assertThat(path()).hasContent(content);
    }

    @Test
    @DisplayName("follows no link, neither of its own name nor of its lock's")
    void links() throws IOException {
        Path target = Files.writeString(folder.resolve("target"), "of somebody else");
        Path link = Files.createSymbolicLink(folder.resolve("link.json"), target);
        Files.createSymbolicLink(folder.resolve("file.json.lock"), target);
        assertThat(countUp(link, "a")).isEmpty();
        assertThat(FileUse.peek(link, "a")).isEmpty();
        assertThat(countUp(path(), "a")).isEmpty();
        assertThat(target).hasContent("of somebody else");
        assertThat(link).isSymbolicLink();
    }

    @Test
    @DisplayName("is used as soon as its folder is there, and reported when that is gone again")
    void folderAppears() throws IOException {
        Path home = folder.resolve("home");
        Path away = Files.createDirectory(folder.resolve("away"));
        Path path = home.resolve("file.json");
        try (LogCapture logs = LogCapture.begin()) {
            for (int time = 0; time < 2; time++) {
                assertThat(countUp(path, "a")).isEmpty();
                assertThat(countUp(path, "a")).isEmpty();
                assertThat(logs.ours(Level.WARN)).hasSize(time + 1);
                Files.move(away, home);
                assertThat(countUp(path, "a")).contains(time);
                Files.move(home, away);
            }
        }
    }

    @Test
    @DisplayName("is reported once when its folder may not be written to, and used when it may")
    void readOnlyFolder() throws IOException {
        countUp(path(), "a");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
        assumeThat(Files.isWritable(folder)).as("only root may write to it").isFalse();
        try (LogCapture logs = LogCapture.begin()) {
            assertThat(countUp(path(), "a")).isEmpty();
            assertThat(countUp(path(), "a")).isEmpty();
            assertThat(logs.ours(Level.WARN)).singleElement().asString().contains(path() + " is not used");
        } finally {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        assertThat(countUp(path(), "a")).contains(1);
    }

    @Test
    @DisplayName("is reported once when no new file can be written, whatever that would have been called")
    void nameTooLong() {
        // With ".lock" behind it the name is allowed, with a number and ".new" it is not.
        Path path = folder.resolve("x".repeat(LONGEST_NAME - ".lock".length()));
        try (LogCapture logs = LogCapture.begin()) {
            assertThat(countUp(path, "a")).isEmpty();
            assertThat(countUp(path, "a")).isEmpty();
            assertThat(logs.ours(Level.WARN)).singleElement().asString().contains(path + " is not used");
        }
    }

    private static Optional<Integer> countUp(Path path, String account) {
        return FileUse.update(path, account, count -> count + 1);
    }

    private Path path() {
        return folder.resolve("file.json");
    }

    private Object inode() throws IOException {
        return Files.getAttribute(path(), "unix:ino");
    }
}
