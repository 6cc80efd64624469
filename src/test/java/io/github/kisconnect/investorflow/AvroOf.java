package io.github.kisconnect.investorflow;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.JsonProperties;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaFormatter;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Timestamp;

/**
 * The Avro schema that a converter makes of one of our Connect schemas, for the released files; {@code RegisteredSchemaIT} holds it to what a real converter
 * registers.
 */
final class AvroOf {
    private static final String RECORD_DOC = "io.confluent.connect.avro.record.doc";
    private static final String FIELD_DOC = "io.confluent.connect.avro.field.doc.";

    private AvroOf() {}

    /** As it stands in a file. */
    static String text(org.apache.kafka.connect.data.Schema struct) {
        return SchemaFormatter.format("json/pretty", record(struct)) + "\n";
    }

    private static Schema record(org.apache.kafka.connect.data.Schema struct) {
        int dot = struct.name().lastIndexOf('.');
        List<Schema.Field> fields = new ArrayList<>();
        for (Field field : struct.fields()) {
            fields.add(new Schema.Field(
                    field.name(),
                    nullable(field.schema()),
                    struct.parameters().get(FIELD_DOC + field.name()),
                    field.schema().isOptional() ? JsonProperties.NULL_VALUE : null));
        }
        return Schema.createRecord(
                struct.name().substring(dot + 1),
                struct.parameters().get(RECORD_DOC),
                struct.name().substring(0, dot),
                false,
                fields);
    }

    private static Schema nullable(org.apache.kafka.connect.data.Schema type) {
        return type.isOptional() ? Schema.createUnion(Schema.create(Schema.Type.NULL), plain(type)) : plain(type);
    }

    private static Schema plain(org.apache.kafka.connect.data.Schema type) {
        if (Timestamp.LOGICAL_NAME.equals(type.name())) {
            return LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG));
        }
        if (Date.LOGICAL_NAME.equals(type.name())) {
            return LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT));
        }
        return switch (type.type()) {
            case STRUCT -> record(type);
            case STRING -> Schema.create(Schema.Type.STRING);
            case BOOLEAN -> Schema.create(Schema.Type.BOOLEAN);
            case INT32 -> Schema.create(Schema.Type.INT);
            case INT64 -> Schema.create(Schema.Type.LONG);
            case BYTES -> Schema.create(Schema.Type.BYTES);
            default -> throw new IllegalArgumentException("no Avro type is told here for " + type.type());
        };
    }
}
