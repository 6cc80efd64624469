package io.github.kisconnect.investorflow.config;

import io.github.kisconnect.investorflow.emit.EmitMode;
import io.github.kisconnect.investorflow.kis.account.Account;
import io.github.kisconnect.investorflow.market.Catalogue;
import io.github.kisconnect.investorflow.market.Market;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.SessionWindow;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Warnings about a valid configuration, for the log at the start. */
final class ConfigWarnings {
    private static final MarketSector STOCK_FUTURES = new MarketSector("999", "S001");
    private static final List<String> CORPORATE =
            List.of(ConfigKeys.PERSONAL_SECKEY, ConfigKeys.PHONE_NUMBER, ConfigKeys.IP_ADDRESS);

    /** Settings that only matter where there are sessions. */
    private static final List<String> OF_A_SESSION = List.of(
            ConfigKeys.SESSION_START,
            ConfigKeys.SESSION_END,
            ConfigKeys.SESSION_HOLIDAYS,
            ConfigKeys.SESSION_HOLIDAYS_API);

    private ConfigWarnings() {}

    /** One or two sentences each, which say what to do. */
    static List<String> of(InvestorFlowConfig config) {
        List<String> warnings = new ArrayList<>();
        polling(config, warnings);
        session(config, warnings);
        corporate(config, warnings);
        transforms(config).ifPresent(warnings::add);
        TransportWarnings.add(config, warnings);
        return warnings;
    }

    private static void polling(InvestorFlowConfig config, List<String> warnings) {
        if (config.requestsPerSecond() > Account.REQUESTS_PER_SECOND) {
            warnings.add(ConfigKeys.REQUESTS_PER_SECOND + " " + config.requestsPerSecond()
                    + " is above the account's quota of " + Account.REQUESTS_PER_SECOND
                    + " a second; requests over it are refused (EGW00201).");
        }
        IntervalRules.warnings(config, warnings);
        if (config.pairs().contains(STOCK_FUTURES)) {
            warnings.add(STOCK_FUTURES
                    + " is single-stock futures, not KOSPI, despite the official sample; KOSPI is KSP:0001.");
        }
        if (config.emission().mode() == EmitMode.ALL && config.isChanged(ConfigKeys.EMIT_MAX_SILENCE_MS)) {
            warnings.add(ConfigKeys.EMIT_MAX_SILENCE_MS + " has no effect with " + ConfigKeys.EMIT_MODE
                    + "=all, which repeats everything; remove it, or use changes.");
        }
    }

    private static void session(InvestorFlowConfig config, List<String> warnings) {
        if (config.sessionGate() == SessionGate.ALWAYS) {
            warnings.add(ConfigKeys.SESSION_GATE
                    + "=always: no calendar and no proof of the trade date. Outside the session the API"
                    + " repeats old figures, which may be stored under a new date.");
            OF_A_SESSION.stream()
                    .filter(config::isChanged)
                    .map(key -> key + " has no effect with " + ConfigKeys.SESSION_GATE
                            + "=always, which polls at any time. Remove it, or use krx.")
                    .forEach(warnings::add);
        }
        narrowSession(config).ifPresent(warnings::add);
    }

    private static void corporate(InvestorFlowConfig config, List<String> warnings) {
        if (config.getString(ConfigKeys.CUSTOMER_TYPE).equals("P")) {
            Stream.concat(CORPORATE.stream(), Stream.of(ConfigKeys.SEQ_NO))
                    .filter(config::isChanged)
                    .map(key -> key + " is sent for corporations only; set " + ConfigKeys.CUSTOMER_TYPE
                            + "=B or remove it.")
                    .forEach(warnings::add);
        } else {
            CORPORATE.stream()
                    .filter(key -> config.getPassword(key) == null)
                    .map(key -> key + " is not set, but the API's page marks its header as required for corporations.")
                    .forEach(warnings::add);
        }
    }

    /** Rejects go through the connector's transforms, too, and by default a transform that fails fails the task. */
    private static Optional<String> transforms(InvestorFlowConfig config) {
        Map<String, String> given = config.originalsStrings();
        List<String> unconditional = Stream.of(
                        given.getOrDefault("transforms", "").split(","))
                .map(String::trim)
                .filter(name -> !name.isEmpty()
                        && given.getOrDefault("transforms." + name + ".predicate", "")
                                .isBlank())
                .toList();
        return config.quarantineTopic()
                .filter(quarantine -> !unconditional.isEmpty())
                .map(
                        quarantine -> "transforms " + unconditional
                                + " without a predicate also get the rejects, which go to "
                                + ConfigKeys.QUARANTINE_TOPIC + " "
                                + quarantine
                                + " and have other fields than records. If a transform cannot take them, the task fails for"
                                + " all its pairs. Give each a predicate that leaves this topic out, as docs/consume.md shows.");
    }

    /** A window that leaves out a part of the polled markets' hours may lose figures each day. */
    private static Optional<String> narrowSession(InvestorFlowConfig config) {
        SessionWindow usual = SessionWindow.DEFAULT;
        Catalogue catalogue = Catalogue.bundled();
        LocalTime earliest = catalogue.markets().stream()
                .map(Market::opens)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        // An unknown market is assumed to open as early as the earliest known one.
        LocalTime firstOpening = config.pairs().stream()
                .map(pair -> catalogue.market(pair.market()).map(Market::opens).orElse(earliest))
                .min(Comparator.naturalOrder())
                .orElse(earliest);
        boolean narrow = config.sessionStart().isAfter(firstOpening)
                || config.sessionEnd().isBefore(SessionWindow.LAST_CHANGE);
        return config.sessionGate() == SessionGate.KRX && narrow
                ? Optional.of(ConfigKeys.SESSION_START + " " + config.sessionStart() + " and " + ConfigKeys.SESSION_END
                        + " " + config.sessionEnd() + " leave out a part of the day in which figures may change, from "
                        + firstOpening + " to " + SessionWindow.LAST_CHANGE + "; the default is " + usual.start()
                        + " to "
                        + usual.end() + ".")
                : Optional.empty();
    }
}
