package io.github.kisconnect.investorflow.config;

import io.github.kisconnect.investorflow.kis.KisSettings;
import io.github.kisconnect.investorflow.kis.SettingFile;
import io.github.kisconnect.investorflow.kis.TrustStore;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** Checks the settings of the transport against each other, and the files that they name. */
final class TransportRules {
    private TransportRules() {}

    /** Adds a sentence for each setting that conflicts with another one, or whose file cannot be used. */
    static void problems(InvestorFlowConfig config, Map<String, String> problems) {
        timeouts(config, problems);
        proxy(config, problems);
        trustStore(config, problems);
        config.tokenFile().ifPresent(file -> tokenFile(file, problems));
    }

    private static void timeouts(InvestorFlowConfig config, Map<String, String> problems) {
        int connect = config.getInt(ConfigKeys.CONNECT_TIMEOUT_MS);
        int request = config.getInt(ConfigKeys.REQUEST_TIMEOUT_MS);
        if (request < connect) {
            problems.put(
                    ConfigKeys.REQUEST_TIMEOUT_MS,
                    ConfigKeys.REQUEST_TIMEOUT_MS + " " + request + " is shorter than " + ConfigKeys.CONNECT_TIMEOUT_MS
                            + " " + connect + ", which it includes; give at least as much, or lower "
                            + ConfigKeys.CONNECT_TIMEOUT_MS + ", too.");
        }
    }

    private static void proxy(InvestorFlowConfig config, Map<String, String> problems) {
        boolean username = config.getString(ConfigKeys.PROXY_USERNAME) != null;
        boolean password = config.getPassword(ConfigKeys.PROXY_PASSWORD) != null;
        boolean proxy = config.getString(ConfigKeys.PROXY_URL) != null;
        if (proxy && KisSettings.isPlain(URI.create(config.getString(ConfigKeys.BASE_URL)))) {
            problems.put(
                    ConfigKeys.PROXY_URL,
                    ConfigKeys.PROXY_URL + " cannot be used with an http " + ConfigKeys.BASE_URL
                            + ": the proxy would see the keys. Use https, or no proxy.");
        }
        if (username && !proxy) {
            problems.put(
                    ConfigKeys.PROXY_USERNAME,
                    ConfigKeys.PROXY_USERNAME + " is given without " + ConfigKeys.PROXY_URL + "; give both or none.");
        }
        if (username != password) {
            String missing = username ? ConfigKeys.PROXY_PASSWORD : ConfigKeys.PROXY_USERNAME;
            problems.put(
                    missing,
                    missing + " is missing; give both " + ConfigKeys.PROXY_USERNAME + " and "
                            + ConfigKeys.PROXY_PASSWORD + ", or neither.");
        }
    }

    private static void trustStore(InvestorFlowConfig config, Map<String, String> problems) {
        boolean password = config.getPassword(ConfigKeys.TRUSTSTORE_PASSWORD) != null;
        if (password && config.trustStore().isEmpty()) {
            problems.put(
                    ConfigKeys.TRUSTSTORE_PASSWORD,
                    ConfigKeys.TRUSTSTORE_PASSWORD + " is given without " + ConfigKeys.TRUSTSTORE_LOCATION
                            + ", so the JVM's own certificates would be trusted; give both, or no password.");
        }
        config.trustStore().ifPresent(store -> usable(store, config, problems));
    }

    private static void usable(TrustStore store, InvestorFlowConfig config, Map<String, String> problems) {
        try {
            store.check();
        } catch (SettingFile.UnusableException e) {
            String quotes = GivenText.isQuoted(String.valueOf(store.password()))
                    ? " The password is in quotes, which count as a part of it."
                    : "";
            problems.put(
                    ConfigKeys.TRUSTSTORE_LOCATION,
                    ConfigKeys.TRUSTSTORE_LOCATION + " " + store.location() + " " + e.getMessage()
                            + ". Give a file that every worker can read, with " + ConfigKeys.TRUSTSTORE_PASSWORD
                            + " and " + ConfigKeys.TRUSTSTORE_TYPE + " that match it." + quotes);
        }
    }

    /**
     * Other problems, such as a folder that cannot be written to, are reported when the file is used, and do not stop a
     * task.
     */
    private static void tokenFile(Path file, Map<String, String> problems) {
        try {
            SettingFile.checkKept(file);
        } catch (SettingFile.UnusableException e) {
            problems.put(
                    ConfigKeys.TOKEN_FILE,
                    ConfigKeys.TOKEN_FILE + " " + file + " " + e.getMessage()
                            + ". Give the path of a file, which need not exist, in a folder that the worker may write to.");
        }
    }
}
