package io.github.kisconnect.investorflow;

import io.github.kisconnect.investorflow.config.InvestorFlowTaskConfig;
import io.github.kisconnect.investorflow.config.Version;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;

/** The life cycle of a task; {@link TaskAssembly} builds it, {@link StartedTask} is what runs. */
public final class InvestorFlowSourceTask extends SourceTask {
    /** Written by the thread that runs the task; older workers stop it from another thread. */
    private volatile Optional<StartedTask> started = Optional.empty();

    @Override
    public String version() {
        return Version.current();
    }

    @Override
    public void start(Map<String, String> properties) {
        InvestorFlowTaskConfig config = new InvestorFlowTaskConfig(properties);
        TopicLayouts.starts(config);
        String name = config.connectorName() + "-" + config.taskId();
        RunningTasks.Start start = RunningTasks.begin(name, () -> TaskMeters.of(context, config));
        try {
            started = Optional.of(TaskAssembly.start(start, config, context.offsetStorageReader()));
        } catch (Throwable e) {
            start.giveBack();
            throw e;
        }
    }

    @Override
    public List<SourceRecord> poll() throws InterruptedException {
        Optional<StartedTask> running = started;
        return running.isPresent() ? running.get().poll() : null;
    }

    @Override
    public void commitRecord(SourceRecord record, RecordMetadata metadata) {
        started.ifPresent(task -> task.acknowledged(record));
    }

    @Override
    public void commit() {
        started.ifPresent(StartedTask::committed);
    }

    @Override
    public void stop() {
        started.ifPresent(StartedTask::close);
    }
}
