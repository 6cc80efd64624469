package io.github.kisconnect.investorflow.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/**
 * A struct's schema and how it is filled: each field's name, type, doc and value in one place. Its docs become Avro
 * docs, because the converters read them from the schema's parameters. The schema is built once, because converters
 * cache by schema.
 *
 * @param <S> what the values are taken from
 */
final class DocumentedStruct<S> {
    private static final String NAMESPACE = "io.github.kisconnect.investorflow";
    private static final int VERSION = 1;
    private static final String RECORD_DOC = "io.confluent.connect.avro.record.doc";
    private static final String FIELD_DOC = "io.confluent.connect.avro.field.doc.";

    private final Schema schema;
    private final List<Field<S>> fields;

    /** A field under construction: {@code value} gives what Connect expects for the schema. */
    private record Field<S>(String name, Schema schema, String doc, Function<S, Object> value) {}

    private DocumentedStruct(Schema schema, List<Field<S>> fields) {
        this.schema = schema;
        this.fields = List.copyOf(fields);
    }

    static <S> Builder<S> named(String name, String doc) {
        return new Builder<>(name, doc);
    }

    /** Fields to be taken into a struct's. */
    static <S> Builder<S> part() {
        return new Builder<>("", "");
    }

    Schema schema() {
        return schema;
    }

    Struct of(S source) {
        Struct struct = new Struct(schema);
        fields.forEach(field -> struct.put(field.name(), field.value().apply(source)));
        return struct;
    }

    /** Takes the fields in the order of the record. */
    static final class Builder<S> {
        private final String name;
        private final String doc;
        private final List<Field<S>> fields = new ArrayList<>();

        private Builder(String name, String doc) {
            this.name = name;
            this.doc = doc;
        }

        Builder<S> field(String field, Schema type, String fieldDoc, Function<S, Object> value) {
            fields.add(new Field<>(field, type, fieldDoc, value));
            return this;
        }

        /** Takes a part's fields; {@code of} gives what their values are taken from. */
        <P> Builder<S> fields(Builder<P> part, Function<S, P> of) {
            part.fields.forEach(field -> fields.add(new Field<>(
                    field.name(), field.schema(), field.doc(), field.value().compose(of))));
            return this;
        }

        DocumentedStruct<S> build() {
            SchemaBuilder builder =
                    SchemaBuilder.struct().name(NAMESPACE + "." + name).version(VERSION);
            Map<String, String> docs = new LinkedHashMap<>();
            docs.put(RECORD_DOC, doc);
            fields.forEach(field -> {
                builder.field(field.name(), field.schema());
                docs.put(FIELD_DOC + field.name(), field.doc());
            });
            return new DocumentedStruct<>(builder.parameters(docs).build(), fields);
        }
    }
}
