package io.github.kisconnect.investorflow.config;

/** The names of the settings: a public contract. */
public final class ConfigKeys {
    public static final String APP_KEY = "kis.app.key";
    public static final String APP_SECRET = "kis.app.secret";
    public static final String BASE_URL = "kis.base.url";
    public static final String CUSTOMER_TYPE = "kis.customer.type";
    public static final String PERSONAL_SECKEY = "kis.personal.seckey";
    public static final String PHONE_NUMBER = "kis.phone.number";
    public static final String IP_ADDRESS = "kis.ip.address";
    public static final String MAC_ADDRESS = "kis.mac.address";
    public static final String SEQ_NO = "kis.seq.no";
    public static final String REQUESTS_PER_SECOND = "kis.requests.per.second";
    public static final String MAX_IN_FLIGHT = "kis.max.in.flight";
    public static final String CONNECT_TIMEOUT_MS = "kis.connect.timeout.ms";
    public static final String REQUEST_TIMEOUT_MS = "kis.request.timeout.ms";
    public static final String TOKEN_FILE = "kis.token.file";
    public static final String PROXY_URL = "kis.proxy.url";
    public static final String PROXY_USERNAME = "kis.proxy.username";
    public static final String PROXY_PASSWORD = "kis.proxy.password";
    public static final String TRUSTSTORE_LOCATION = "kis.ssl.truststore.location";
    public static final String TRUSTSTORE_PASSWORD = "kis.ssl.truststore.password";
    public static final String TRUSTSTORE_TYPE = "kis.ssl.truststore.type";
    public static final String MARKET_SECTORS = "market.sectors";
    public static final String ALLOW_UNKNOWN = "market.sectors.allow.unknown";
    public static final String TOPIC = "topic";
    public static final String RECORD_LAYOUT = "record.layout";
    public static final String QUARANTINE_TOPIC = "quarantine.topic";
    public static final String POLL_INTERVAL_MS = "poll.interval.ms";
    public static final String POLL_INTERVAL_OVERRIDES = "poll.interval.overrides";
    public static final String EMIT_MODE = "emit.mode";
    public static final String EMIT_MAX_SILENCE_MS = "emit.max.silence.ms";
    public static final String SESSION_GATE = "session.gate";
    public static final String SESSION_START = "session.start";
    public static final String SESSION_END = "session.end";
    public static final String SESSION_HOLIDAYS = "session.holidays";
    public static final String SESSION_HOLIDAYS_API = "session.holidays.api";
    public static final String SESSION_MAX_OUTAGE_MS = "session.max.outage.ms";

    /** The system property of the worker's JVM that lists further hosts for {@link #BASE_URL}, separated by commas. */
    public static final String ALLOWED_HOSTS_PROPERTY = "io.github.kisconnect.allowed.hosts";

    private ConfigKeys() {}
}
