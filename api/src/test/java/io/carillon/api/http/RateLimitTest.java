package io.carillon.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.testing.ApiClient;
import io.carillon.api.testing.ApiClient.Answer;
import io.carillon.api.testing.ApiServer;
import io.carillon.api.testing.Tenants;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

class RateLimitTest {
    @Test
    void holdsABurstAndFillsUpAgain() {
        var clock = new AtomicLong();
        var buckets = new TokenBuckets(2, 3, clock::get);

        for (int i = 2; i >= 0; i--) {
            assertThat(buckets.take("a").remaining()).isEqualTo(i);
        }
        TokenBuckets.Taken refused = buckets.take("a");
        assertThat(refused.taken()).isFalse();
        assertThat(refused.waitNanos()).isEqualTo(Duration.ofMillis(500).toNanos());
        assertThat(buckets.take("b").taken()).isTrue();
        clock.addAndGet(refused.waitNanos());
        assertThat(buckets.take("a").taken()).isTrue();
    }

    @Test
    void tellsWhenToComeBack() {
        try (ApiServer server =
                ApiServer.start(
                        "--carillon.http.requests-per-second=1", "--carillon.http.burst=3")) {
            ApiClient client = Tenants.make(server, "hasty");
            Answer answer = client.get("/campaigns");
            assertThat(answer.header("RateLimit-Policy")).isEqualTo("\"default\";q=3;w=3");
            assertThat(answer.header("RateLimit")).isEqualTo("\"default\";r=2;t=1");

            for (int i = 0; i < 5; i++) {
                answer = client.get("/campaigns");
            }

            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.at("/code")).isEqualTo("RATE_LIMITED");
            assertThat(answer.header("Retry-After")).isEqualTo("1");
        }
    }
}
