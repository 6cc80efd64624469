package io.github.kisconnect.investorflow.config;

import static org.apache.kafka.common.config.ConfigDef.NO_DEFAULT_VALUE;

import io.github.kisconnect.investorflow.kis.KisSettings;
import io.github.kisconnect.investorflow.kis.account.Account;
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
                "App key that KIS issued for the account. Write it as ${provider:...}: Connect shows what stands in the JSON."
                        + " A placeholder that no provider has resolved, and a value in quotes, are refused.");
        group.add(
                ConfigKeys.APP_SECRET,
                "App secret",
                Type.PASSWORD,
                NO_DEFAULT_VALUE,
                TextValidators.headerSecret(),
                Importance.HIGH,
                "App secret that KIS issued with the app key. Write it as ${provider:...} as well.");
        group.add(
                ConfigKeys.BASE_URL,
                "Base URL",
                Type.STRING,
                KisSettings.LIVE_URL.toString(),
                UrlValidators.baseUrl(),
                Importance.MEDIUM,
                "Where the API is. Only the KIS host, with its port, and loopback, unless the worker's JVM lists the host in the system property "
                        + ConfigKeys.ALLOWED_HOSTS_PROPERTY
                        + "; http only on loopback and listed hosts. The paper-trading host lacks this endpoint.");
        group.add(
                ConfigKeys.REQUESTS_PER_SECOND,
                "Requests per second",
                Type.DOUBLE,
                15.0,
                Validators.requestsPerSecond(),
                Importance.HIGH,
                "This connector's part of the account's quota, over all its tasks. The account has "
                        + Account.REQUESTS_PER_SECOND
                        + " a second, a new one 3 in its first"
                        + " three days, shared by everything that its holder runs.");
        group.add(
                ConfigKeys.MAX_IN_FLIGHT,
                "Requests in flight",
                Type.INT,
                16,
                ConfigDef.Range.between(1, 1000),
                Importance.LOW,
                "Requests of one task under way at once.");
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
                "Milliseconds for a connection to be made.");
        group.add(
                ConfigKeys.REQUEST_TIMEOUT_MS,
                "Request timeout (ms)",
                Type.INT,
                10_000,
                ConfigDef.Range.between(1, 600_000),
                Importance.LOW,
                "Milliseconds for a whole request, the connection included: at least kis.connect.timeout.ms,"
                        + " and better no more than the poll interval.");
        group.add(
                ConfigKeys.TOKEN_FILE,
                "Token file",
                Type.STRING,
                null,
                TextValidators.file(),
                Importance.MEDIUM,
                "File that keeps the access token over restarts; may be shared by workers of one host. It need not exist.");
        group.add(
                ConfigKeys.PROXY_URL,
                "Proxy",
                Type.STRING,
                null,
                UrlValidators.proxyUrl(),
                Importance.LOW,
                "URL of an HTTP proxy, http://host:port, without user info. Only with an https base URL: the proxy must not see the keys. Without it"
                        + " the proxy of the worker's JVM is used, where it has one (https.proxyHost); with an http base URL none.");
        group.add(
                ConfigKeys.PROXY_USERNAME,
                "Proxy user",
                Type.STRING,
                null,
                TextValidators.text(),
                Importance.LOW,
                "User name for the proxy.");
        group.add(
                ConfigKeys.PROXY_PASSWORD,
                "Proxy password",
                Type.PASSWORD,
                null,
                TextValidators.password(),
                Importance.LOW,
                "Password for the proxy.");
        group.add(
                ConfigKeys.TRUSTSTORE_LOCATION,
                "Truststore",
                Type.STRING,
                null,
                TextValidators.file(),
                Importance.LOW,
                "File with the certificates to trust in place of the JVM's own; the same on every worker.");
        group.add(
                ConfigKeys.TRUSTSTORE_PASSWORD,
                "Truststore password",
                Type.PASSWORD,
                null,
                TextValidators.password(),
                Importance.LOW,
                "Password of the truststore.");
        group.add(
                ConfigKeys.TRUSTSTORE_TYPE,
                "Truststore type",
                Type.STRING,
                "PKCS12",
                ConfigDef.ValidString.in("PKCS12", "JKS"),
                Importance.LOW,
                "PKCS12 or JKS.");
    }

    static void corporate(ConfigDef definition) {
        SettingsGroup group = new SettingsGroup(definition, "Corporate customers");
        group.add(
                ConfigKeys.CUSTOMER_TYPE,
                "Customer type",
                Type.STRING,
                "P",
                ConfigDef.ValidString.in("P", "B"),
                Importance.LOW,
                "P: a person; B: a corporation, with the page's corporate headers.");
        group.add(
                ConfigKeys.PERSONAL_SECKEY,
                "Personal security key",
                Type.PASSWORD,
                null,
                TextValidators.headerSecret(),
                Importance.LOW,
                "Corporate header personalseckey.");
        group.add(
                ConfigKeys.PHONE_NUMBER,
                "Phone number",
                Type.PASSWORD,
                null,
                TextValidators.headerSecret(),
                Importance.LOW,
                "Corporate header phone_number, digits only.");
        group.add(
                ConfigKeys.IP_ADDRESS,
                "IP address",
                Type.PASSWORD,
                null,
                TextValidators.headerSecret(),
                Importance.LOW,
                "Corporate header ip_addr: the customer's public address.");
        group.add(
                ConfigKeys.MAC_ADDRESS,
                "MAC address",
                Type.PASSWORD,
                null,
                TextValidators.headerSecret(),
                Importance.LOW,
                "Header mac_address, digits and letters only.");
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
