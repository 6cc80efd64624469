package io.github.kisconnect.investorflow.record;

import io.github.kisconnect.investorflow.emit.Rejected;
import io.github.kisconnect.investorflow.flow.RejectReason;
import io.github.kisconnect.investorflow.flow.Snapshot;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;

/** The value of an answer that could not be read, field by field. */
final class RejectValue {
    private static final DocumentedStruct<Rejected> REJECT = DocumentedStruct.<Rejected>named(
                    "InvestorFlowReject",
                    "An answer of the KIS Open API (" + Snapshot.TR_ID
                            + ") in the place of investor flows that could not be read")
            .field("market", Schema.STRING_SCHEMA, "Market code asked for (fid_input_iscd)", rejected -> rejected.pair()
                    .market())
            .field(
                    "sector",
                    Schema.STRING_SCHEMA,
                    "Sector code asked for (fid_input_iscd_2)",
                    rejected -> rejected.pair().sector())
            .field("tick_at", Timestamp.SCHEMA, "The scheduled tick", rejected -> Date.from(rejected.tick()))
            .field("reason_code", Schema.STRING_SCHEMA, reasonCodes(), rejected -> rejected.reject()
                    .reason()
                    .name())
            .field("reason", Schema.STRING_SCHEMA, "What is wrong with it, for people", rejected -> rejected.reject()
                    .detail())
            .field(
                    "received_at",
                    Timestamp.builder().optional().build(),
                    "When the answer had arrived",
                    rejected -> Date.from(rejected.reject().receivedAt()))
            .field("http_status", Schema.OPTIONAL_INT32_SCHEMA, "Its HTTP status", rejected -> rejected.reject()
                    .httpStatus())
            .field(
                    "msg_cd",
                    Schema.OPTIONAL_STRING_SCHEMA,
                    "The API's code; null: it gave none",
                    rejected -> rejected.reject().messageCode().isEmpty()
                            ? null
                            : rejected.reject().messageCode())
            .field(
                    "body",
                    Schema.OPTIONAL_BYTES_SCHEMA,
                    "The first 64 KiB of the body as it came, decompressed, without secrets that it may have repeated",
                    rejected -> rejected.reject().body())
            .build();

    static final Schema SCHEMA = REJECT.schema();

    private RejectValue() {}

    static Struct of(Rejected rejected) {
        return REJECT.of(rejected);
    }

    /** The list is fixed: a further code would need another version. */
    private static String reasonCodes() {
        List<String> codes =
                Stream.of(RejectReason.values()).map(RejectReason::name).toList();
        int last = codes.size() - 1;
        return String.join(", ", codes.subList(0, last)) + " or " + codes.get(last);
    }
}
