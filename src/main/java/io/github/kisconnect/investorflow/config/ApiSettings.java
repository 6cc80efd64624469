package io.github.kisconnect.investorflow.config;

import static org.apache.kafka.common.config.ConfigDef.NO_DEFAULT_VALUE;

import io.github.kisconnect.investorflow.kis.KisSettings;
import io.github.kisconnect.investorflow.kis.account.Account;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** How the API is reached and as whom: the settings that begin with {@code kis.}. */
final class ApiSettings {
    private ApiSettings() {}

    static void kis(ConfigDef definition) {
        SettingsGroup group = new SettingsGroup(definition, "KIS API");
        group.add(
                ConfigKeys.APP_KEY,
                "App key",
                Type.PASSWORD,
                NO_DEFAULT_VALUE,
                TextValidators.headerSecret(),
                Importance.HIGH,
                "App key that KIS issued for the account. Write it as ${provider:...}, because Connect shows what the JSON"
                        + " contains. A value in quotes is refused, and so is a placeholder that no provider has resolved.");
        group.add(
                ConfigKeys.APP_SECRET,
                "App secret",
                Type.PASSWORD,
                NO_DEFAULT_VALUE,
                TextValidators.headerSecret(),
                Importance.HIGH,
                "App secret that KIS issued with the app key. Write it as ${provider:...}, too.");
        group.add(
                ConfigKeys.BASE_URL,
                "Base URL",
                Type.STRING,
                KisSettings.LIVE_URL.toString(),
                UrlValidators.baseUrl(),
                Importance.MEDIUM,
                "URL of the API. Only the KIS host, with its port, and loopback are allowed, unless the worker's JVM lists the host in the system property "
                        + ConfigKeys.ALLOWED_HOSTS_PROPERTY
                        + "; http is allowed only on loopback and listed hosts. The paper-trading host lacks this endpoint.");
        group.add(
                ConfigKeys.REQUESTS_PER_SECOND,
                "Requests per second",
                Type.DOUBLE,
                15.0,
                Validators.requestsPerSecond(),
                Importance.HIGH,
                "This connector's share of the account's quota, over all its tasks. The account has "
                        + Account.REQUESTS_PER_SECOND
                        + " requests a second, a new one 3 in its first"
                        + " three days, for everything that its holder runs.");
        group.add(
                ConfigKeys.MAX_IN_FLIGHT,
                "Requests in flight",
                Type.INT,
                16,
                ConfigDef.Range.between(1, 1000),
                Importance.LOW,
                "Requests that one task may have in flight at once.");
    }

    static void transport(ConfigDef definition) {
        SettingsGroup group = new SettingsGroup(definition, "Transport");
        group.add(
                ConfigKeys.CONNECT_TIMEOUT_MS,
                "Connect timeout (ms)",
                Type.INT,
                5000,
                ConfigDef.Range.between(1, 600_000),
                Importance.LOW,
                "Milliseconds allowed for connecting.");
        group.add(
                ConfigKeys.REQUEST_TIMEOUT_MS,
                "Request timeout (ms)",
                Type.INT,
                10_000,
                ConfigDef.Range.between(1, 600_000),
                Importance.LOW,
                "Milliseconds allowed for a whole request, connecting included: at least kis.connect.timeout.ms,"
                        + " and preferably no more than the poll interval.");
        group.add(
                ConfigKeys.TOKEN_FILE,
                "Token file",
                Type.STRING,
                null,
                TextValidators.file(),
                Importance.MEDIUM,
                "File that keeps the access token over restarts. Workers of one host may share it. It need not exist.");
        group.add(
                ConfigKeys.PROXY_URL,
                "Proxy",
                Type.STRING,
                null,
                UrlValidators.proxyUrl(),
                Importance.LOW,
                "URL of an HTTP proxy, http://host:port, without user info. Only with an https base URL, because the proxy must not"
                        + " see the keys. If it is not set, the proxy of the worker's JVM is used, if there is one (https.proxyHost);"
                        + " with an http base URL, no proxy is used.");
        group.add(
                ConfigKeys.PROXY_USERNAME,
                "Proxy user",
                Type.STRING,
                null,
                TextValidators.text(),
                Importance.LOW,
                "User name for the proxy.");
        group.password(ConfigKeys.PROXY_PASSWORD, "Proxy password", "Password for the proxy.");
        group.add(
                ConfigKeys.TRUSTSTORE_LOCATION,
                "Truststore",
                Type.STRING,
                null,
                TextValidators.file(),
                Importance.LOW,
                "File with the certificates to trust in place of the JVM's own; the same on every worker.");
        group.password(ConfigKeys.TRUSTSTORE_PASSWORD, "Truststore password", "Password of the truststore.");
        group.choice(
                ConfigKeys.TRUSTSTORE_TYPE,
                "Truststore type",
                "PKCS12",
                List.of("PKCS12", "JKS"),
                Importance.LOW,
                "PKCS12 or JKS.");
    }

    static void corporate(ConfigDef definition) {
        SettingsGroup group = new SettingsGroup(definition, "Corporate customers");
        group.choice(
                ConfigKeys.CUSTOMER_TYPE,
                "Customer type",
                "P",
                List.of("P", "B"),
                Importance.LOW,
                "P: a person; B: a corporation, which needs the corporate headers.");
        group.secretHeader(ConfigKeys.PERSONAL_SECKEY, "Personal security key", "Corporate header personalseckey.");
        group.secretHeader(ConfigKeys.PHONE_NUMBER, "Phone number", "Corporate header phone_number, digits only.");
        group.secretHeader(
                ConfigKeys.IP_ADDRESS, "IP address", "Corporate header ip_addr: the customer's public address.");
        group.secretHeader(ConfigKeys.MAC_ADDRESS, "MAC address", "Header mac_address, digits and letters only.");
        group.add(
                ConfigKeys.SEQ_NO,
                "Sequence number",
                Type.STRING,
                "001",
                TextValidators.headerText(),
                Importance.LOW,
                "Corporate header seq_no.");
    }
}
