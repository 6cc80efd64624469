package io.github.kisconnect.investorflow.kis;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps access tokens over restarts, and shares them between the workers of a host.
 *
 * <p>Owner-only, replaced as a whole, holds neither key nor secret. It follows no link and never replaces a file of another kind. A file that
 * cannot be used is reported once and left alone; the worker then goes on with what it has in memory.
 */
final class TokenFile {
    private static final Logger LOG = LoggerFactory.getLogger(TokenFile.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final String KIND = "kis-investor-flow-tokens";
    private static final int VERSION = 1;
    private static final long LARGEST = 1024 * 1024;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private static final ConcurrentMap<Path, TokenFile> FILES = new ConcurrentHashMap<>();

    private final Path path;
    private String reported = "";

    private TokenFile(Path path) {
        this.path = path;
    }

    /** The file of that name: the same for every caller in this process, which could not lock it against itself. */
    static TokenFile of(Path path) {
        return FILES.computeIfAbsent(path.toAbsolutePath().normalize(), TokenFile::new);
    }

    /** What came of the use of the file. */
    sealed interface Use {
        /** It was read, and written where there was a change. */
        record Done(Entry before) implements Use {}

        /** Another process has it just now. */
        record Busy() implements Use {}

        /** It cannot be used, which has been reported. */
        record Unusable() implements Use {}
    }

    /**
     * What the file remembers of an account.
     *
     * @param token null when there is none
     * @param attemptedAt when a token was last asked for; the epoch when never
     */
    record Entry(AccessToken token, Instant attemptedAt) {
        static final Entry NONE = new Entry(null, Instant.EPOCH);
    }

    /**
     * Reads an account's entry and writes what comes of it, with no other process in between.
     *
     * @param account a name that tells neither key nor secret
     * @param change gives the new entry, or the same to leave the file as it is
     */
    synchronized Use update(String account, Function<Entry, Entry> change) {
        try (FileChannel channel = FileChannel.open(
                        lockFile(),
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                        ownerOnly());
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                return new Use.Busy();
            }
            ObjectNode root = readRoot();
            Entry before = entry(root.path("accounts").path(account));
            Entry after = change.apply(before);
            if (!after.equals(before)) {
                write(root, account, after);
            }
            reported = "";
            return new Use.Done(before);
        } catch (OverlappingFileLockException e) {
            // Another version of the plugin in this process.
            return new Use.Busy();
        } catch (IOException e) {
            report(e);
            return new Use.Unusable();
        }
    }

    private ObjectNode readRoot() throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return JSON.createObjectNode().put("kind", KIND).put("version", VERSION);
        }
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("it is a link or no regular file");
        }
        if (Files.size(path) > LARGEST) {
            throw new IOException("it is too large to be a token file");
        }
        JsonNode root = parse();
        JsonNode accounts = root.path("accounts");
        if (!root.path("kind").asText().equals(KIND)
                || root.path("version").asInt() != VERSION
                || !(accounts.isObject() || accounts.isMissingNode())) {
            throw new IOException("it is not a token file of this connector");
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

    private static Entry entry(JsonNode node) {
        String token = node.path("token").asText("");
        Instant expiresAt = instant(node.path("expires_at").asText(""));
        Instant attemptedAt = instant(node.path("attempted_at").asText(""));
        boolean usable = AccessToken.isValue(token) && expiresAt.isAfter(Instant.EPOCH);
        return new Entry(usable ? new AccessToken(token, expiresAt) : null, attemptedAt);
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }

    private void write(ObjectNode root, String account, Entry entry) throws IOException {
        ObjectNode node = root.withObjectProperty("accounts").putObject(account);
        node.put("attempted_at", entry.attemptedAt().toString());
        if (entry.token() != null) {
            node.put("token", entry.token().value());
            node.put("expires_at", entry.token().expiresAt().toString());
        }
        Path fresh = Files.createTempFile(path.getParent(), path.getFileName() + ".", ".new", ownerOnly());
        try {
            Files.write(fresh, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root));
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
                    "kis.token.file {} is not used ({}); the access token is kept in memory only. Remove the file, or name"
                            + " another one in a folder that the worker may write to",
                    path,
                    problem);
        }
    }
}
