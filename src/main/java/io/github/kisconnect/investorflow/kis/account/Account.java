package io.github.kisconnect.investorflow.kis.account;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import okhttp3.HttpUrl;

/**
 * What a token belongs to: corrected credentials are another account, without the failures of the old ones.
 *
 * @param host scheme, host and port in one form, however they were written
 * @param credentials the key and the secret
 */
public record Account(String host, Credentials credentials) {
    /** The quota that all users of an account share; a new account has 3 in its first three days. */
    public static final int REQUESTS_PER_SECOND = 18;

    private static final int NAME_BYTES = 16;

    public static Account of(URI baseUrl, Credentials credentials) {
        HttpUrl url = HttpUrl.get(baseUrl);
        return new Account(url.scheme() + "://" + url.host() + ":" + url.port(), credentials);
    }

    /** A name that reveals neither key nor secret: 32 hexadecimal digits of a hash over both and the base URL. */
    public String name() {
        String text = String.join("\n", host, credentials.appKey(), credentials.appSecret());
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, NAME_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "Account[" + host + "]";
    }
}
