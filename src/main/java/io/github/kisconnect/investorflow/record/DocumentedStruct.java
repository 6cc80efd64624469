package io.github.kisconnect.investorflow.record;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/** A struct schema under construction, whose docs come out as Avro docs: the converters take them from parameters. */
final class DocumentedStruct {
    private static final String NAMESPACE = "io.github.kisconnect.investorflow";
    private static final int VERSION = 1;
    private static final String RECORD_DOC = "io.confluent.connect.avro.record.doc";
    private static final String FIELD_DOC = "io.confluent.connect.avro.field.doc.";

    private final SchemaBuilder builder;
    private final Map<String, String> docs = new LinkedHashMap<>();

    DocumentedStruct(String name, String doc) {
        builder = SchemaBuilder.struct().name(NAMESPACE + "." + name).version(VERSION);
        docs.put(RECORD_DOC, doc);
    }

    DocumentedStruct field(String name, Schema schema, String doc) {
        builder.field(name, schema);
        docs.put(FIELD_DOC + name, doc);
        return this;
    }

    Schema build() {
        return builder.parameters(docs).build();
    }
}
