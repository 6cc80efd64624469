package io.github.kisconnect.investorflow.kis;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * A file of certificates that are trusted in place of the JVM's own.
 *
 * @param location the file
 * @param password null where it has none
 * @param type {@code PKCS12} or {@code JKS}
 */
public record TrustStore(Path location, String password, String type) {

    /** What the HTTP client needs of it. */
    record Loaded(SSLSocketFactory sockets, X509TrustManager trust) {}

    /**
     * Reads the file, to see whether it can be used.
     *
     * @throws SettingFile.UnusableException when it cannot be read in time, is of another type or has another password;
     *     its message does not show the password
     */
    public void check() throws SettingFile.UnusableException {
        load();
    }

    Loaded load() throws SettingFile.UnusableException {
        // Loading may take long, too: the store itself says how often its password is hashed.
        return SettingFile.inTime(SettingFile.LONGEST, () -> loaded(SettingFile.read(location)));
    }

    private Loaded loaded(byte[] content) throws SettingFile.UnusableException {
        try {
            KeyStore store = KeyStore.getInstance(type);
            store.load(new ByteArrayInputStream(content), password == null ? null : password.toCharArray());
            if (store.size() == 0) {
                throw new SettingFile.UnusableException("holds no certificate that can be read");
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            TrustManager[] managers = factory.getTrustManagers();
            X509TrustManager trust = (X509TrustManager) Arrays.stream(managers)
                    .filter(X509TrustManager.class::isInstance)
                    .findFirst()
                    .orElseThrow();
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers, null);
            return new Loaded(context.getSocketFactory(), trust);
        } catch (IOException | GeneralSecurityException e) {
            throw new SettingFile.UnusableException("cannot be read as " + type + " ("
                    + e.getClass().getSimpleName() + "): it is of another type, or has another password");
        }
    }

    @Override
    public String toString() {
        return "TrustStore[" + location + "]";
    }
}
