package io.github.kisconnect.investorflow.config;

import static org.apache.kafka.common.config.ConfigDef.NO_DEFAULT_VALUE;

import io.github.kisconnect.investorflow.emit.EmitMode;
import io.github.kisconnect.investorflow.market.Catalogue;
import io.github.kisconnect.investorflow.market.SessionWindow;
import io.github.kisconnect.investorflow.record.RecordLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The settings of what is polled, when, and what becomes of it. */
final class FlowSettings {
    private FlowSettings() {}

    static void selection(ConfigDef definition) {
        SettingsGroup group = new SettingsGroup(definition, "What is polled, and how often");
        group.add(
                ConfigKeys.MARKET_SECTORS,
                "Market/sector pairs",
                Type.LIST,
                NO_DEFAULT_VALUE,
                null,
                Importance.HIGH,
                "What to poll, such as KSP:0001,KSQ:*,K2I:F001. A star selects every catalogued pair except strategy"
                        + " indices and stale codes, which must be named; a leading ! excludes.",
                pairs());
        group.flag(
                ConfigKeys.ALLOW_UNKNOWN,
                "Allow unknown pairs",
                false,
                "Accept pairs that the catalogue lacks. The API answers a wrong pair with zeros or blanks, not"
                        + " with an error.");
        group.add(
                ConfigKeys.POLL_INTERVAL_MS,
                "Poll interval (ms)",
                Type.LONG,
                60_000L,
                Validators.pollInterval(),
                Importance.HIGH,
                "Milliseconds from tick to tick: at least 1000, and a divisor of 24 h. Ticks count from 00:00 KST.");
        group.add(
                ConfigKeys.POLL_INTERVAL_OVERRIDES,
                "Other poll intervals",
                Type.LIST,
                "",
                Validators.pollIntervalOverrides(),
                Importance.MEDIUM,
                "Other intervals for some pairs, in milliseconds, such as KSP:0001=5000,K2I:*=10000; a pair's own entry beats its market's."
                        + " Each interval, poll.interval.ms included, must divide the next longer one.");
    }

    static void output(ConfigDef definition) {
        SettingsGroup group = new SettingsGroup(definition, "Output");
        group.add(
                ConfigKeys.TOPIC,
                "Topic",
                Type.STRING,
                "kis.investor-flow",
                Validators.topicTemplate(),
                Importance.HIGH,
                "Topic of the records; ${market} in it is replaced by the market code in lower case.");
        group.choice(
                ConfigKeys.RECORD_LAYOUT,
                "Record layout",
                RecordLayout.SNAPSHOT.configValue(),
                Stream.of(RecordLayout.values()).map(RecordLayout::configValue).toList(),
                Importance.MEDIUM,
                "snapshot: a record for each snapshot, with a nested struct for each investor group; rows: twelve flat"
                        + " records, one for each group, for SQL. A topic has one layout: to change it, set another topic, too.");
        group.add(
                ConfigKeys.QUARANTINE_TOPIC,
                "Quarantine topic",
                Type.STRING,
                null,
                Validators.topic(),
                Importance.MEDIUM,
                "Topic for answers that cannot be read, with the raw body and the reason. If it is not set, they are counted, and logged when they begin.");
        group.choice(
                ConfigKeys.EMIT_MODE,
                "Emit mode",
                EmitMode.CHANGES.configValue(),
                Stream.of(EmitMode.values()).map(EmitMode::configValue).toList(),
                Importance.MEDIUM,
                "changes: a record when a figure of the pair has changed; all: a record for every answer.");
        group.add(
                ConfigKeys.EMIT_MAX_SILENCE_MS,
                "Longest silence (ms)",
                Type.LONG,
                300_000L,
                ConfigDef.Range.atLeast(0),
                Importance.LOW,
                "With emit.mode=changes, repeat an unchanged snapshot after this many milliseconds; 0: never.");
    }

    static void session(ConfigDef definition) {
        SettingsGroup group = new SettingsGroup(definition, "Session");
        group.choice(
                ConfigKeys.SESSION_GATE,
                "Session gate",
                SessionGate.KRX.configValue(),
                Stream.of(SessionGate.values()).map(SessionGate::configValue).toList(),
                Importance.MEDIUM,
                "krx: poll only in the session of trading days, and publish only rows proved to be of the day;"
                        + " always: poll at any time, for simulators and tests.");
        group.add(
                ConfigKeys.SESSION_START,
                "Session start",
                Type.STRING,
                SessionWindow.DEFAULT.start().toString(),
                Validators.timeOfDay(),
                Importance.LOW,
                "Start of the polling window on trading days, HH:mm KST.");
        group.add(
                ConfigKeys.SESSION_END,
                "Session end",
                Type.STRING,
                SessionWindow.DEFAULT.end().toString(),
                Validators.timeOfDay(),
                Importance.LOW,
                "End of the polling window on trading days, HH:mm KST.");
        group.add(
                ConfigKeys.SESSION_HOLIDAYS,
                "Further holidays",
                Type.LIST,
                "",
                Validators.dates(),
                Importance.LOW,
                "Closed days, yyyy-MM-dd, in addition to the bundled calendar.");
        group.flag(
                ConfigKeys.SESSION_HOLIDAYS_API,
                "Ask the holiday endpoint",
                true,
                "Ask the API's holiday endpoint once a day. Its answer is kept beside kis.token.file if that is set,"
                        + " else in the worker process.");
        group.add(
                ConfigKeys.SESSION_MAX_OUTAGE_MS,
                "Longest outage (ms)",
                Type.LONG,
                0L,
                ConfigDef.Range.atLeast(0),
                Importance.LOW,
                "Fail the task when in-session answers have been missing for this many milliseconds; 0: never.");
    }

    private static List<String> pairs() {
        List<String> values = new ArrayList<>(List.of("*"));
        Catalogue.bundled().markets().forEach(market -> values.add(market.code() + ":*"));
        Catalogue.bundled().sectors().forEach(sector -> values.add(sector.pair().toString()));
        return values;
    }
}
