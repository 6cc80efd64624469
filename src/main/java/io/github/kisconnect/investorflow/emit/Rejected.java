package io.github.kisconnect.investorflow.emit;

import io.github.kisconnect.investorflow.flow.Reject;
import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Instant;

/**
 * An answer that goes to quarantine.
 *
 * @param pair what was asked for
 * @param tick the scheduled tick
 * @param reject the answer and what is wrong with it
 * @param last the pair's last record, null when there is none: a reject's source offset repeats it, so that the reject
 *     changes nothing
 */
public record Rejected(MarketSector pair, Instant tick, Reject reject, Published last) implements Publishable {
    /** What there is besides the body. */
    private static final long BYTES = 1024;

    @Override
    public long bytes() {
        return BYTES + reject.body().length;
    }
}
