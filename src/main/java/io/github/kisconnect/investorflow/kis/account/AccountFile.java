package io.github.kisconnect.investorflow.kis.account;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
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
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file with an entry for each account; it outlives restarts, and the workers of a host share it.
 *
 * <p>Only its owner may read it, it is replaced as a whole, and it holds neither key nor secret. This class follows no
 * link and never replaces a file of another kind. A file that cannot be used is reported once and left alone; the
 * worker then goes on with what it has in memory.
 *
 * <p>Another process has the file for milliseconds, unless it hangs. So a caller that finds it locked waits, a second
 * at most, and so does everybody who waits for one of that caller's monitors. Nobody waits again before the file could
 * be used. Nothing here bounds how long a folder may hang.
 *
 * @param <E> an entry
 */
public final class AccountFile<E> {
    private static final Logger LOG = LoggerFactory.getLogger(AccountFile.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final int VERSION = 1;
    private static final long LARGEST = 1024 * 1024;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    /** How often a locked file is looked at: for a second, counted without a clock, which may stand in a test. */
    private static final int LOOKS = 200;

    private static final long NANOS_BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final String NEW = ".new";
    private static final String LOCKED = "another process has had it locked for a second";

    private static final ConcurrentMap<Name, AccountFile<?>> FILES = new ConcurrentHashMap<>();

    private final Path path;
    private final Format<E> format;
    private final int looks;
    /** Each problem since the file was last used. */
    private final Set<String> reported = new HashSet<>();

    private AccountFile(Path path, Format<E> format, int looks) {
        this.path = path;
        this.format = format;
        this.looks = looks;
    }

    private record Name(Path path, String kind) {}

    /** The file of that name: the same for every caller in this process. */
    public static <E> AccountFile<E> of(Path path, Format<E> format) {
        return of(path, format, LOOKS);
    }

    /** The same; if it is new, so many looks are taken at it while it is locked. */
    @SuppressWarnings("unchecked") // All files of a kind have entries of the same type.
    static <E> AccountFile<E> of(Path path, Format<E> format, int looks) {
        Name name = new Name(path.toAbsolutePath().normalize(), format.kind());
        return (AccountFile<E>) FILES.computeIfAbsent(name, one -> new AccountFile<>(one.path(), format, looks));
    }

    /** What differs from one kind of file to another. */
    public interface Format<E> {
        /** Written into the file, so that no file of another kind is replaced. */
        String kind();

        /** What the log calls the file: the name of the setting that it comes from. */
        String title();

        /** What the worker does when the file cannot be used, for the log. */
        String without();

        /** Reads any node, even a missing one. */
        E read(JsonNode node);

        void write(E entry, ObjectNode node);

        /** Whether an account with this entry may be forgotten. */
        boolean isForgettable(E entry, Instant now);
    }

    /** Reads an instant of an entry; the epoch when it is none. */
    public static Instant instant(JsonNode node) {
        try {
            return Instant.parse(node.asText(""));
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }

    /**
     * Reads an account's entry and writes the changed one, with no other process, or part of this one, in between.
     *
     * @param account a name that reveals neither key nor secret
     * @param now decides which entries the format forgets when the file is written
     * @param change returns the new entry, or the same one to leave the file as it is
     * @return the entry before; empty when the file cannot be used, which is reported
     */
    public synchronized Optional<E> update(String account, Instant now, UnaryOperator<E> change) {
        try {
            synchronized (ofThisProcess()) {
                return locked(account, now, change);
            }
        } catch (IOException e) {
            report(e);
            return Optional.empty();
        }
    }

    /**
     * The monitor for all parts of the process that use the file. Other versions of the plugin have classes of their
     * own, but share the interned strings.
     *
     * <p>A process that closes the lock's file anywhere silently loses its lock on it, so only one part may have it
     * open at a time.
     */
    private Object ofThisProcess() throws IOException {
        Path lock = lockFile().toAbsolutePath();
        return ("kis-investor-flow:" + lock.getParent().toRealPath().resolve(lock.getFileName())).intern();
    }

    private Optional<E> locked(String account, Instant now, UnaryOperator<E> change) throws IOException {
        try (FileChannel channel = FileChannel.open(
                lockFile(),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                ownerOnly())) {
            if (!lock(channel)) {
                return Optional.empty();
            }
            ObjectNode root = readRoot();
            E before = entry(root, account);
            E after = change.apply(before);
            if (!after.equals(before)) {
                write(root, account, after, now);
            }
            reported.clear();
            return Optional.of(before);
        }
    }

    /** Locks the file until the channel is closed; false when another process keeps it, which is reported. */
    private boolean lock(FileChannel channel) throws IOException {
        // Once is enough while it is known to hang.
        int looked = reported.contains(LOCKED) ? looks : 0;
        while (!tryLock(channel)) {
            if (looked == looks) {
                report(LOCKED, "It is used again as soon as that process lets go of it");
                return false;
            }
            LockSupport.parkNanos(NANOS_BETWEEN_LOOKS);
            looked++;
        }
        return true;
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // Some other code in this process holds the lock.
            return false;
        }
    }

    /**
     * An account's entry as it is now; empty when the file cannot be used, which is reported. Needs no lock, because
     * the file is replaced as a whole.
     */
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
            throw new IOException("it is a link or not a regular file");
        }
        if (Files.size(path) > LARGEST) {
            throw new IOException("it is too large to be a file of this connector");
        }
        JsonNode root = parse();
        JsonNode accounts = root.path("accounts");
        if (!root.path("kind").asText().equals(format.kind())
                || root.path("version").asInt() != VERSION
                || !(accounts.isObject() || accounts.isMissingNode())) {
            throw new IOException("it is not this connector's file of this kind");
        }
        return (ObjectNode) root;
    }

    private JsonNode parse() throws IOException {
        try {
            return JSON.readTree(Files.readAllBytes(path));
        } catch (JacksonException e) {
            // The parser's own message would quote the content.
            throw new IOException("it is not JSON");
        }
    }

    private void write(ObjectNode root, String account, E entry, Instant now) throws IOException {
        ObjectNode accounts = root.withObjectProperty("accounts");
        accounts.removeIf(other -> format.isForgettable(format.read(other), now));
        format.write(entry, accounts.putObject(account));
        Path fresh = Files.createTempFile(path.getParent(), path.getFileName() + ".", NEW, ownerOnly());
        try {
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                ByteBuffer content =
                        ByteBuffer.wrap(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root));
                while (content.hasRemaining()) {
                    channel.write(content);
                }
                // Otherwise a power cut could leave an empty file under the name.
                channel.force(true);
            }
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** The lock's file: the file itself is replaced, and so cannot be locked. */
    private Path lockFile() {
        return path.resolveSibling(path.getFileName() + ".lock");
    }

    private FileAttribute<?>[] ownerOnly() {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
    }

    private void report(IOException e) {
        // The name of a new file is another one each time.
        String reason = e instanceof FileSystemException broken
                        && broken.getFile() != null
                        && broken.getFile().endsWith(NEW)
                ? broken.getReason()
                : e.getMessage();
        report(
                e.getClass().getSimpleName() + (reason == null ? "" : ": " + reason),
                "Create its folder, and let the worker write to it; if the file is not this connector's, remove it or"
                        + " name another one");
    }

    private void report(String problem, String advice) {
        if (reported.add(problem)) {
            LOG.warn("{} {} is not used ({}); {}. {}", format.title(), path, problem, format.without(), advice);
        }
    }
}
