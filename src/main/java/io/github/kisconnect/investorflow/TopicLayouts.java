package io.github.kisconnect.investorflow;

import io.github.kisconnect.investorflow.config.InvestorFlowConfig;
import io.github.kisconnect.investorflow.record.RecordFactory;
import io.github.kisconnect.investorflow.record.RecordLayout;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;

/**
 * Which layout the connectors and tasks of this worker process have given to each topic.
 *
 * <p>A topic has one layout. Connect does not show a connector its previous configuration, and a source offset says nothing
 * of a topic, so what other workers have written is not known here.
 */
final class TopicLayouts {
    private static final ConcurrentMap<String, RecordLayout> LAYOUTS = new ConcurrentHashMap<>();

    private TopicLayouts() {}

    /** A sentence for each topic that has had another layout here than this configuration gives it. */
    static List<String> warnings(InvestorFlowConfig config) {
        RecordLayout layout = config.recordLayout();
        return topics(config)
                .filter(topic -> LAYOUTS.getOrDefault(topic, layout) != layout)
                .map(topic -> "record.layout=" + layout.configValue() + ": this worker has written topic '" + topic
                        + "' with record.layout=" + LAYOUTS.get(topic).configValue()
                        + ". A topic has one layout, because a reader of the one cannot read the other: set another topic, too,"
                        + " or set record.layout back.")
                .toList();
    }

    /** A connector or a task with this configuration starts. */
    static void starts(InvestorFlowConfig config) {
        topics(config).forEach(topic -> LAYOUTS.put(topic, config.recordLayout()));
    }

    private static Stream<String> topics(InvestorFlowConfig config) {
        return config.pairs().stream()
                .map(pair -> RecordFactory.topic(config.topic(), pair.market()))
                .distinct();
    }
}
