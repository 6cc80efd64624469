package io.github.kisconnect.investorflow.kis.account;

import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which connectors of this worker use an account's quota, and what each has learnt about its share.
 *
 * <p>Each of them keeps to its own rate and knows nothing of the others; together they may exceed the account's quota.
 */
public final class QuotaUse {
    private static final Logger LOG = LoggerFactory.getLogger(QuotaUse.class);
    private static final Map<Account, QuotaUse> USES = new HashMap<>();

    private final Map<String, Connector> connectors = new HashMap<>();

    /** What a connector's tasks share, and how many of them run here. */
    private record Connector(Quota quota, int tasks) {}

    private QuotaUse() {}

    /**
     * A task of a connector begins to use an account.
     *
     * @return what it shares with the connector's other tasks, as long as they have the same rate
     */
    public static Quota begin(Account account, String connector, double requestsPerSecond, long nanos) {
        synchronized (USES) {
            QuotaUse use = USES.computeIfAbsent(account, key -> new QuotaUse());
            double before = use.total();
            Connector known = use.connectors.get(connector);
            boolean isNew = known == null || known.quota().configured() != requestsPerSecond;
            Quota quota = isNew ? new Quota(connector, requestsPerSecond, nanos) : known.quota();
            use.connectors.put(connector, new Connector(quota, known == null ? 1 : known.tasks() + 1));
            if (use.connectors.size() > 1
                    && use.total() > Account.REQUESTS_PER_SECOND
                    && before <= Account.REQUESTS_PER_SECOND) {
                LOG.warn(
                        "The connectors {} share one app key, and the sum of their kis.requests.per.second, {}, is above the account's quota of"
                                + " {}. The API refuses requests over it (EGW00201): lower the rates, so that their sum is at most {}",
                        use.connectors.keySet().stream().sorted().toList(),
                        use.total(),
                        Account.REQUESTS_PER_SECOND,
                        Account.REQUESTS_PER_SECOND);
            }
            return quota;
        }
    }

    /** A task of a connector has ended. */
    public static void end(Account account, String connector) {
        synchronized (USES) {
            QuotaUse use = USES.get(account);
            Connector known = use == null ? null : use.connectors.get(connector);
            if (known == null) {
                return;
            }
            if (known.tasks() > 1) {
                use.connectors.put(connector, new Connector(known.quota(), known.tasks() - 1));
            } else {
                use.connectors.remove(connector);
            }
            if (use.connectors.isEmpty()) {
                USES.remove(account);
            }
        }
    }

    private double total() {
        return connectors.values().stream()
                .mapToDouble(one -> one.quota().configured())
                .sum();
    }
}
