package io.github.kisconnect.investorflow.sandbox;

import io.github.kisconnect.investorflow.InvestorFlowReject;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;

/**
 * A reject as a consumer has it.
 *
 * @param position {@code topic-partition@offset}
 * @param key the record's key
 * @param timestamp the record's own timestamp
 * @param headers by name
 * @param value decoded into the class that is generated from the released schema
 */
public record RejectRecord(
        String position, String key, Instant timestamp, Map<String, String> headers, InvestorFlowReject value) {

    /** The kept beginning of the answer's body. */
    public byte[] body() {
        ByteBuffer buffer = value.getBody().duplicate();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
