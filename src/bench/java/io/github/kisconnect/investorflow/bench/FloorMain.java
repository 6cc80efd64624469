package io.github.kisconnect.investorflow.bench;

import io.github.kisconnect.investorflow.market.MarketSector;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Response;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The floor: a bare program that asks at a rate, reads with one walk over the tokens, and sends Avro with one producer. It checks
 * nothing, keeps nothing, and stops at the first failure.
 */
public final class FloorMain implements Callback {
    /** A slot may be used as late as that; what is later is never caught up. */
    private static final long MOST_LATE_NANOS = 10_000_000;

    private static final long WARMING_SLOT_NANOS = 1_000_000;

    private final String topic;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Semaphore free;
    private final ThreadLocal<FloorWriter> writers = ThreadLocal.withInitial(FloorWriter::new);

    private FloorMain(String bootstrapServers, String topic, int inFlight) {
        this.topic = topic;
        this.free = new Semaphore(inFlight);
        // What a worker sets for its producers, and the linger that the connectors here have.
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "linger.ms",
                        "0",
                        "acks",
                        "all",
                        "max.in.flight.requests.per.connection",
                        "1"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** {@code arguments}: the API's URL, the broker, the topic, requests a second, most in flight, how many pairs, and how many requests are first made at a thousand a second. */
    public static void main(String[] arguments) throws IOException {
        double rate = Double.parseDouble(arguments[3]);
        int inFlight = Integer.parseInt(arguments[4]);
        FloorApi api = new FloorApi(arguments[0], inFlight);
        List<MarketSector> pairs = Pairs.first(Integer.parseInt(arguments[5]));
        FloorMain floor = new FloorMain(arguments[1], arguments[2], inFlight);
        floor.ask(api, pairs, WARMING_SLOT_NANOS, Long.parseLong(arguments[6]));
        floor.ask(api, pairs, (long) (1e9 / rate), Long.MAX_VALUE);
    }

    private void ask(FloorApi api, List<MarketSector> pairs, long slotNanos, long times) {
        long due = System.nanoTime();
        for (long number = 0; number < times; number++) {
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            free.acquireUninterruptibly();
            api.call(pairs.get((int) (number % pairs.size()))).enqueue(this);
            due = Math.max(due + slotNanos, System.nanoTime() - Math.max(slotNanos, MOST_LATE_NANOS));
        }
    }

    @Override
    public void onResponse(Call call, Response response) throws IOException {
        byte[] body;
        try (response) {
            body = response.body().bytes();
        }
        Instant receivedAt = Instant.now();
        free.release();
        MarketSector pair = new MarketSector(
                call.request().url().queryParameter("fid_input_iscd"),
                call.request().url().queryParameter("fid_input_iscd_2"));
        byte[] value = writers.get().bytes(FloorWriter.record(pair, receivedAt, receivedAt, FloorReader.figures(body)));
        byte[] key = pair.toString().getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(topic, null, receivedAt.toEpochMilli(), key, value), (metadata, failure) -> {
            if (failure != null) {
                failed(failure);
            }
        });
    }

    @Override
    public void onFailure(Call call, IOException failure) {
        failed(failure);
    }

    private static void failed(Exception failure) {
        failure.printStackTrace();
        System.exit(1);
    }
}
