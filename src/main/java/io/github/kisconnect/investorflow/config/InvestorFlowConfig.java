package io.github.kisconnect.investorflow.config;

import io.github.kisconnect.investorflow.emit.EmissionSettings;
import io.github.kisconnect.investorflow.emit.EmitMode;
import io.github.kisconnect.investorflow.kis.Customer;
import io.github.kisconnect.investorflow.kis.KisSettings;
import io.github.kisconnect.investorflow.kis.Transport;
import io.github.kisconnect.investorflow.kis.TrustStore;
import io.github.kisconnect.investorflow.kis.account.Credentials;
import io.github.kisconnect.investorflow.market.Catalogue;
import io.github.kisconnect.investorflow.market.HolidayWord;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.PairSelection;
import io.github.kisconnect.investorflow.market.SessionWindow;
import io.github.kisconnect.investorflow.market.TradingCalendar;
import io.github.kisconnect.investorflow.market.TradingSessions;
import io.github.kisconnect.investorflow.poll.Timetable;
import io.github.kisconnect.investorflow.record.RecordLayout;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.config.types.Password;

/**
 * The connector's configuration, typed; {@link ConfigKeys} has the names and {@link ConfigDefinition} their meaning.
 */
public class InvestorFlowConfig extends AbstractConfig {
    /** Every setting: what {@code config()} gives to Connect. */
    public static final ConfigDef DEFINITION = ConfigDefinition.create();

    private final PairSelection selection;

    /**
     * Parses what Connect gives.
     *
     * @throws org.apache.kafka.common.config.ConfigException where a single setting is missing or wrong
     */
    public InvestorFlowConfig(Map<String, String> properties) {
        this(DEFINITION, properties);
    }

    InvestorFlowConfig(ConfigDef definition, Map<String, String> properties) {
        super(definition, GivenSettings.of(properties).values(), false);
        this.selection = PairSelection.of(
                getList(ConfigKeys.MARKET_SECTORS), Catalogue.bundled(), getBoolean(ConfigKeys.ALLOW_UNKNOWN));
    }

    /**
     * The poll intervals of a configuration that may be wrong elsewhere, or have unresolved placeholders.
     *
     * @return the intervals, with defaults for values that cannot be used
     */
    public static PollIntervals pollIntervals(Map<String, String> properties) {
        Map<String, String> given = new HashMap<>();
        Stream.of(ConfigKeys.POLL_INTERVAL_MS, ConfigKeys.POLL_INTERVAL_OVERRIDES)
                .filter(key -> properties.get(key) != null)
                .forEach(key -> given.put(key, properties.get(key)));
        Map<String, ConfigValue> values = DEFINITION.validateAll(given);
        return pollIntervals(key -> {
            boolean usable = values.get(key).errorMessages().isEmpty();
            return usable ? values.get(key).value() : DEFINITION.defaultValues().get(key);
        });
    }

    private static PollIntervals pollIntervals(Function<String, Object> values) {
        List<String> entries = ((List<?>) values.apply(ConfigKeys.POLL_INTERVAL_OVERRIDES))
                .stream().map(String::valueOf).toList();
        return PollIntervals.of(Duration.ofMillis((Long) values.apply(ConfigKeys.POLL_INTERVAL_MS)), entries);
    }

    /** The selected pairs with the problems of the selection. */
    PairSelection selection() {
        return selection;
    }

    /** The selected pairs, in the stable order that numbers them. */
    public List<MarketSector> pairs() {
        return selection().pairs();
    }

    public double requestsPerSecond() {
        return getDouble(ConfigKeys.REQUESTS_PER_SECOND);
    }

    /** The interval of the pairs that have none of their own. */
    Duration pollInterval() {
        return Duration.ofMillis(getLong(ConfigKeys.POLL_INTERVAL_MS));
    }

    PollIntervals pollIntervals() {
        return pollIntervals(this::get);
    }

    /** When each pair is polled. */
    public Timetable timetable() {
        PollIntervals intervals = pollIntervals();
        return new Timetable(pairs().stream().map(intervals::of).toList(), requestsPerSecond());
    }

    public int maxInFlight() {
        return getInt(ConfigKeys.MAX_IN_FLIGHT);
    }

    /** The topic's name, perhaps with a placeholder for the market. */
    public String topic() {
        return getString(ConfigKeys.TOPIC);
    }

    /** The topic of answers that cannot be read, if they are to be kept. */
    public Optional<String> quarantineTopic() {
        return Optional.ofNullable(getString(ConfigKeys.QUARANTINE_TOPIC));
    }

    /** For how long answers may be missing before the task fails; zero: for ever. */
    public Duration maxOutage() {
        return Duration.ofMillis(getLong(ConfigKeys.SESSION_MAX_OUTAGE_MS));
    }

    SessionGate sessionGate() {
        return SessionGate.valueOf(getString(ConfigKeys.SESSION_GATE).toUpperCase(Locale.ROOT));
    }

    /** When polling begins on a trading day, KST. */
    LocalTime sessionStart() {
        return LocalTime.parse(getString(ConfigKeys.SESSION_START));
    }

    /** When polling ends on a trading day, KST; exclusive. */
    LocalTime sessionEnd() {
        return LocalTime.parse(getString(ConfigKeys.SESSION_END));
    }

    private SessionWindow sessionWindow() {
        return new SessionWindow(sessionStart(), sessionEnd());
    }

    /** Whether the holiday endpoint is asked. */
    boolean asksHolidays() {
        return sessionGate() == SessionGate.KRX && getBoolean(ConfigKeys.SESSION_HOLIDAYS_API);
    }

    /** When figures are polled; {@code endpoint}: what the holiday endpoint says. */
    public TradingSessions sessions(HolidayWord endpoint) {
        if (sessionGate() == SessionGate.ALWAYS) {
            return TradingSessions.always();
        }
        Set<LocalDate> holidays = getList(ConfigKeys.SESSION_HOLIDAYS).stream()
                .map(LocalDate::parse)
                .collect(Collectors.toSet());
        return TradingSessions.krx(sessionWindow(), holidays, endpoint, TradingCalendar.bundled(), Catalogue.bundled());
    }

    /** How snapshots are laid out in their topic. */
    public RecordLayout recordLayout() {
        return RecordLayout.valueOf(getString(ConfigKeys.RECORD_LAYOUT).toUpperCase(Locale.ROOT));
    }

    public EmissionSettings emission() {
        return new EmissionSettings(
                EmitMode.valueOf(getString(ConfigKeys.EMIT_MODE).toUpperCase(Locale.ROOT)),
                Duration.ofMillis(getLong(ConfigKeys.EMIT_MAX_SILENCE_MS)),
                quarantineTopic().isPresent());
    }

    public KisSettings kis() {
        return new KisSettings(
                URI.create(getString(ConfigKeys.BASE_URL)),
                new Credentials(secret(ConfigKeys.APP_KEY), secret(ConfigKeys.APP_SECRET)),
                customer(),
                maxInFlight(),
                Duration.ofMillis(getInt(ConfigKeys.CONNECT_TIMEOUT_MS)),
                Duration.ofMillis(getInt(ConfigKeys.REQUEST_TIMEOUT_MS)),
                "kafka-connect-kis-investor-flow/" + Version.current(),
                tokenFile(),
                transport());
    }

    /** The file that keeps the access token, if given. */
    Optional<Path> tokenFile() {
        return Optional.ofNullable(getString(ConfigKeys.TOKEN_FILE))
                .map(Path::of)
                .map(Path::toAbsolutePath);
    }

    /** Whether a setting differs from its default, which forms send for a field that was left as it is. */
    boolean isChanged(String key) {
        return !Objects.equals(values().get(key), DEFINITION.defaultValues().get(key));
    }

    private Transport transport() {
        return new Transport(proxy(), trustStore());
    }

    private Optional<Transport.HttpProxy> proxy() {
        return Optional.ofNullable(getString(ConfigKeys.PROXY_URL))
                .map(URI::create)
                .map(url -> {
                    String username = getString(ConfigKeys.PROXY_USERNAME);
                    Optional<Transport.Login> login = username == null
                            ? Optional.empty()
                            : Optional.of(new Transport.Login(username, secret(ConfigKeys.PROXY_PASSWORD)));
                    return new Transport.HttpProxy(url.getHost(), url.getPort(), login);
                });
    }

    /** The certificates to trust in place of the JVM's own, if given. */
    Optional<TrustStore> trustStore() {
        return Optional.ofNullable(getString(ConfigKeys.TRUSTSTORE_LOCATION))
                .map(location -> new TrustStore(
                        Path.of(location),
                        secret(ConfigKeys.TRUSTSTORE_PASSWORD),
                        getString(ConfigKeys.TRUSTSTORE_TYPE)));
    }

    private Customer customer() {
        if (getString(ConfigKeys.CUSTOMER_TYPE).equals("P")) {
            return Customer.person(secret(ConfigKeys.MAC_ADDRESS));
        }
        return Customer.corporation(
                secret(ConfigKeys.PERSONAL_SECKEY),
                getString(ConfigKeys.SEQ_NO),
                secret(ConfigKeys.PHONE_NUMBER),
                secret(ConfigKeys.IP_ADDRESS),
                secret(ConfigKeys.MAC_ADDRESS));
    }

    private String secret(String key) {
        Password password = getPassword(key);
        return password == null ? null : password.value();
    }
}
