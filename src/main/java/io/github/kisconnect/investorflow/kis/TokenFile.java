package io.github.kisconnect.investorflow.kis;

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
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.UnaryOperator;
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
    /** For how long an account that is no longer used is remembered. */
    private static final Duration KEPT = Duration.ofDays(7);

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

    Path path() {
        return path;
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
     * @param refusals how often the API has refused this token since it was last accepted
     */
    record Entry(AccessToken token, Instant attemptedAt, int refusals) {
        static final Entry NONE = new Entry(null, Instant.EPOCH, 0);

        Entry attempted(Instant now) {
            return new Entry(token, now, refusals);
        }

        /** With a token that was issued, unless another worker has put in a later one meanwhile. */
        Entry with(AccessToken issued) {
            if (token == null) {
                return new Entry(issued, attemptedAt, 0);
            }
            boolean same = token.value().equals(issued.value());
            boolean later = token.expiresAt().isAfter(issued.expiresAt()) && refusals == 0;
            return later && !same ? this : new Entry(issued, attemptedAt, same ? refusals : 0);
        }

        /** With how often this token was refused; the same when it is not the entry's. */
        Entry refused(AccessToken refused, int times) {
            boolean same = token != null && token.value().equals(refused.value());
            return same ? new Entry(token, attemptedAt, times == 0 ? 0 : Math.max(refusals, times)) : this;
        }

        private boolean isForgettable(Instant now) {
            Instant longAgo = now.minus(KEPT);
            return attemptedAt.isBefore(longAgo)
                    && (token == null || token.expiresAt().isBefore(longAgo));
        }
    }

    /**
     * Reads an account's entry and writes what comes of it, with no other process in between.
     *
     * @param account a name that tells neither key nor secret
     * @param now other accounts that were not used for a week before are dropped when the file is written
     * @param change gives the new entry, or the same to leave the file as it is
     */
    synchronized Use update(String account, Instant now, UnaryOperator<Entry> change) {
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
                write(root, account, after, now);
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
        int refusals = Math.max(0, node.path("refusals").asInt());
        return usable
                ? new Entry(new AccessToken(token, expiresAt), attemptedAt, refusals)
                : new Entry(null, attemptedAt, 0);
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }

    private void write(ObjectNode root, String account, Entry entry, Instant now) throws IOException {
        ObjectNode accounts = root.withObjectProperty("accounts");
        accounts.removeIf(other -> entry(other).isForgettable(now));
        ObjectNode node = accounts.putObject(account);
        node.put("attempted_at", entry.attemptedAt().toString());
        if (entry.token() != null) {
            node.put("token", entry.token().value());
            node.put("expires_at", entry.token().expiresAt().toString());
            node.put("refusals", entry.refusals());
        }
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
                    "kis.token.file {} is not used ({}); the access token is kept in memory only. Remove the file, or name"
                            + " another one in a folder that the worker may write to",
                    path,
                    problem);
        }
    }
}
