package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.sandbox.Fate;
import io.github.kisconnect.investorflow.sandbox.Reconciliation;
import io.github.kisconnect.investorflow.sandbox.TickFate;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** What is asserted of a world: of the time since this was made, and of what nobody told before. */
final class DeliveryAccount {
    /** Of so many ticks in which a task was to ask one may pass without: on a busy machine a tick may be over too soon. */
    private static final int TICKS_FOR_ONE_MISSED = 50;
    /** Likewise, of so many records one may have an answer that came after its tick. */
    private static final int RECORDS_FOR_ONE_DELAYED = 10;
    /** Of a world; what happens then is Kafka's own, and rare enough not to hide anything. */
    private static final int MOST_BROKEN_OFF = 2;
    /** A world that has just been started is not warm yet. */
    private static final int MORE_WHEN_COLD = 6;

    private final Instant begin = Instant.now();
    private final long brokenOffBefore;
    private final String name;
    private final World world;
    /** Of the quick connector and of the wide one. */
    private List<Reconciliation.Report> reports = List.of();

    DeliveryAccount(String name, World world) {
        this.name = name;
        this.world = world;
        this.brokenOffBefore = brokenOff();
    }

    /** Nothing is lost, nothing is there that should not be, and tasks that run ask in each tick. */
    DeliveryAccount assertReconciles() {
        assertReconcilesButForTheApi();
        for (Reconciliation.Report report : reports) {
            long ticks = since(report).count();
            assertThat(since(report).filter(tick -> tick.fate() == Fate.MISSED))
                    .as("ticks in which a task did not ask, of " + ticks)
                    .hasSizeLessThanOrEqualTo(MORE_WHEN_COLD + (int) ticks / TICKS_FOR_ONE_MISSED);
        }
        return this;
    }

    /** The same, but ticks may have passed without an answer because there was none to have. */
    DeliveryAccount assertReconcilesButForTheApi() {
        Instant now = Instant.now();
        reports = world.reconcile();
        reports.forEach(report -> System.out.println(name + ": " + report.summary()));
        if (brokenOff() > brokenOffBefore) {
            assertThat(brokenOff())
                    .as("tasks that failed while they were being stopped")
                    .isLessThanOrEqualTo(MOST_BROKEN_OFF);
        }
        assertThat(world.wide().reader().incomplete(now))
                .as("snapshots of which only some rows are there")
                .hasSizeLessThanOrEqualTo(
                        world.exactlyOnce() ? 0 : world.wide().run().pairsOfTasksEndedSince(Instant.EPOCH));
        for (Reconciliation.Report report : reports) {
            assertThat(report.differences()).isEmpty();
            long records = published(report);
            assertThat(report.delayed().stream().filter(this::isSince))
                    .as("records whose answer was given after their tick, of " + records)
                    .hasSizeLessThanOrEqualTo(MORE_WHEN_COLD + (int) records / RECORDS_FOR_ONE_DELAYED);
        }
        return this;
    }

    void assertNoneInFlight() {
        for (Reconciliation.Report report : reports) {
            assertThat(inFlight(report)).as("answers without a record").isEmpty();
        }
    }

    /** A task that is stopped in order takes at most the last answer of each of its pairs with it. */
    void assertLittleInFlight() {
        for (int i = 0; i < reports.size(); i++) {
            ConnectorRun run = world.both().toList().get(i).run();
            assertThat(inFlight(reports.get(i)))
                    .as("answers without a record")
                    .hasSizeLessThanOrEqualTo(run.pairsOfTasksEndedSince(begin));
        }
    }

    /** Ticks of the quick connector without an answer, though a task ran. */
    long missed() {
        return since(reports.get(0)).filter(tick -> tick.fate() == Fate.MISSED).count();
    }

    /** Ticks of the quick connector without a record, because no task ran, or one ended. */
    long lost() {
        return since(reports.get(0))
                .filter(tick -> tick.fate() == Fate.NO_TASK || tick.fate() == Fate.IN_FLIGHT)
                .count();
    }

    private Stream<TickFate> inFlight(Reconciliation.Report report) {
        return since(report).filter(tick -> tick.fate() == Fate.IN_FLIGHT);
    }

    private long published(Reconciliation.Report report) {
        return since(report).filter(tick -> tick.fate() == Fate.PUBLISHED).count();
    }

    private Stream<TickFate> since(Reconciliation.Report report) {
        return report.ticks().stream().filter(tick -> isSince(tick.tick()));
    }

    private boolean isSince(Instant tick) {
        return tick.isAfter(begin);
    }

    private long brokenOff() {
        return world.both().mapToLong(one -> one.run().tasksBrokenOff()).sum();
    }
}
