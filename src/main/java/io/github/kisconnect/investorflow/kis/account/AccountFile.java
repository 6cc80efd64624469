package io.github.kisconnect.investorflow.kis.account;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file with an entry for each account, which keeps it over restarts and shares it between the workers of a host.
 *
 * <p>Owner-only, replaced as a whole, holds neither key nor secret. It follows no link and never replaces a file of another kind. A file that
 * cannot be used is reported once and left alone; the worker then goes on with what it has in memory.
 *
 * @param <E> an entry
 */
public final class AccountFile<E> {
    private static final Logger LOG = LoggerFactory.getLogger(AccountFile.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final int VERSION = 1;
    private static final long LARGEST = 1024 * 1024;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final Path path;
    private final Format<E> format;
    private String reported = "";

    /** {@code path}: absolute. */
    public AccountFile(Path path, Format<E> format) {
        this.path = path;
        this.format = format;
    }

    /** What tells one kind of file from another. */
    public interface Format<E> {
        /** Stands in the file, and keeps others from being replaced. */
        String kind();

        /** What the log calls the file: the name of the setting that it comes from. */
        String title();

        /** What the worker does where the file cannot be used, for the log. */
        String without();

        /** Takes any node, a missing one included. */
        E read(JsonNode node);

        void write(E entry, ObjectNode node);

        /** Whether an account with this entry need not be remembered any more. */
        boolean isForgettable(E entry, Instant now);
    }

    /** What stands in an entry for an instant; the epoch when it is none. */
    public static Instant instant(JsonNode node) {
        try {
            return Instant.parse(node.asText(""));
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }

    /** What came of the use of the file. */
    public sealed interface Use<E> {
        /** It was read, and written where there was a change. */
        record Done<E>(E before) implements Use<E> {}

        /** Another process has it just now. */
        record Busy<E>() implements Use<E> {}

        /** It cannot be used, which has been reported. */
        record Unusable<E>() implements Use<E> {}
    }

    /** The file's name as the log has it: the setting and the path. */
    String title() {
        return format.title() + " " + path;
    }

    /**
     * Reads an account's entry and writes what comes of it, with no other process in between, nor any other part of this one.
     *
     * @param account a name that tells neither key nor secret
     * @param now what the format forgets is dropped when the file is written
     * @param change gives the new entry, or the same to leave the file as it is
     */
    public synchronized Use<E> update(String account, Instant now, UnaryOperator<E> change) {
        try {
            synchronized (ofThisProcess()) {
                return locked(account, now, change);
            }
        } catch (IOException e) {
            report(e);
            return new Use.Unusable<>();
        }
    }

    /**
     * What all parts of the process that use the file wait for, other versions of the plugin included, which have classes of their own: they have the
     * interned strings in common.
     *
     * <p>A process that closes the lock's file anywhere loses its lock on it, without being told: so only one of them may have it open at a time.
     */
    private Object ofThisProcess() throws IOException {
        Path lock = lockFile().toAbsolutePath();
        return ("kis-investor-flow:" + lock.getParent().toRealPath().resolve(lock.getFileName())).intern();
    }

    private Use<E> locked(String account, Instant now, UnaryOperator<E> change) throws IOException {
        try (FileChannel channel = FileChannel.open(
                        lockFile(),
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                        ownerOnly());
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                return new Use.Busy<>();
            }
            ObjectNode root = readRoot();
            E before = entry(root, account);
            E after = change.apply(before);
            if (!after.equals(before)) {
                write(root, account, after, now);
            }
            reported = "";
            return new Use.Done<>(before);
        } catch (OverlappingFileLockException e) {
            // Somebody in this process who is not of ours.
            return new Use.Busy<>();
        }
    }

    /** An account's entry as it is now: the file is replaced as a whole, so it can be read at any time; empty when it cannot be used, which is reported. */
    public synchronized Optional<E> peek(String account) {
        try {
            return Optional.of(entry(readRoot(), account));
        } catch (IOException e) {
            report(e);
            return Optional.empty();
        }
    }

    private E entry(ObjectNode root, String account) {
        return format.read(root.path("accounts").path(account));
    }

    private ObjectNode readRoot() throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return JSON.createObjectNode().put("kind", format.kind()).put("version", VERSION);
        }
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("it is a link or no regular file");
        }
        if (Files.size(path) > LARGEST) {
            throw new IOException("it is too large to be a file of this connector");
        }
        JsonNode root = parse();
        JsonNode accounts = root.path("accounts");
        if (!root.path("kind").asText().equals(format.kind())
                || root.path("version").asInt() != VERSION
                || !(accounts.isObject() || accounts.isMissingNode())) {
            throw new IOException("it is not a file of this kind of this connector");
        }
        return (ObjectNode) root;
    }

    private JsonNode parse() throws IOException {
        try {
            return JSON.readTree(Files.readAllBytes(path));
        } catch (JacksonException e) {
            // The parser's own words would quote the content.
            throw new IOException("it is not JSON");
        }
    }

    private void write(ObjectNode root, String account, E entry, Instant now) throws IOException {
        ObjectNode accounts = root.withObjectProperty("accounts");
        accounts.removeIf(other -> format.isForgettable(format.read(other), now));
        format.write(entry, accounts.putObject(account));
        Path fresh = Files.createTempFile(path.getParent(), path.getFileName() + ".", ".new", ownerOnly());
        try {
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                ByteBuffer content =
                        ByteBuffer.wrap(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root));
                while (content.hasRemaining()) {
                    channel.write(content);
                }
                // Else a power cut could leave an empty file under the name.
                channel.force(true);
            }
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** Beside the file, which is replaced and so cannot be locked itself. */
    private Path lockFile() {
        return path.resolveSibling(path.getFileName() + ".lock");
    }

    private FileAttribute<?>[] ownerOnly() {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
    }

    private void report(IOException e) {
        String problem = e.getClass().getSimpleName() + ": " + e.getMessage();
        if (!problem.equals(reported)) {
            reported = problem;
            LOG.warn(
                    "{} is not used ({}); {}. Remove the file, or name another one in a folder that the worker may write to",
                    title(),
                    problem,
                    format.without());
        }
    }
}
