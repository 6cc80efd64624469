package io.github.kisconnect.investorflow.sandbox.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okio.Buffer;

/** Puts answers on the wire, with the headers that the page documents. */
final class Wire {
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private Wire() {}

    /** @param date the server's time, for the Date header */
    static MockResponse.Builder response(Answer answer, RecordedRequest request, Instant date) {
        MockResponse.Builder response = new MockResponse.Builder()
                .code(answer.status())
                .setHeader("Content-Type", answer.contentType())
                .setHeader("Date", HTTP_DATE.format(date));
        if (answer.location() != null) {
            response.setHeader("Location", answer.location());
        }
        String trId = request.getHeaders().get("tr_id");
        if (answer.status() == 200 && trId != null) {
            response.setHeader("tr_id", trId).setHeader("tr_cont", "");
            String globalId = request.getHeaders().get("gt_uid");
            if (globalId != null) {
                response.setHeader("gt_uid", globalId);
            }
        }
        return answer.compressed()
                ? response.setHeader("Content-Encoding", "gzip").body(gzip(answer.body()))
                : response.body(answer.body());
    }

    /** No answer: the connection is closed instead. */
    static MockResponse closed() {
        return new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build();
    }

    private static Buffer gzip(String text) {
        Buffer buffer = new Buffer();
        try (OutputStream stream = new GZIPOutputStream(buffer.outputStream())) {
            stream.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return buffer;
    }
}
