package io.carillon.activities.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.activities.webhook.DrainStore.Round;
import io.carillon.workflows.ids.EndpointId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.webhook.EndpointStart;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.CannotCreateTransactionException;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

class InsistentDrainStoreTest {
    private static final EndpointStart ENDPOINT =
            new EndpointStart(new EndpointId(new UUID(1, 2)), new OrganizationId(new UUID(1, 3)));
    private static final List<Duration> TWICE = List.of(Duration.ZERO, Duration.ZERO);

    private final Away away = new Away();
    private final DrainStore store = new InsistentDrainStore(away, TWICE);

    @Test
    void settlesARoundWhenTheDatabaseIsBack() {
        away.left = 2;

        store.settle(ENDPOINT, new Round(List.of(), 0, Duration.ZERO));

        assertThat(away.asked).isEqualTo(3);
    }

    @Test
    void findsTheNextOnesWhenTheDatabaseIsBack() {
        away.left = 1;

        assertThat(store.next(ENDPOINT, 1)).isEmpty();
        assertThat(store.nextIn(ENDPOINT)).isEqualTo(Duration.ofSeconds(7));
        assertThat(away.asked).isEqualTo(3);
    }

    @Test
    void givesUpADatabaseThatStaysAway() {
        away.left = 3;

        assertThatThrownBy(() -> store.next(ENDPOINT, 1))
                .isInstanceOf(CannotCreateTransactionException.class);
    }

    private static final class Away implements DrainStore {
        private int left;
        private int asked;

        private void ask() {
            asked++;
            if (left-- > 0) {
                throw left % 2 == 0
                        ? new CannotCreateTransactionException("away, on purpose")
                        : new DataAccessResourceFailureException("away, on purpose");
            }
        }

        @Override
        public Optional<Work> next(EndpointStart endpoint, int most) {
            ask();
            return Optional.empty();
        }

        @Override
        public void settle(EndpointStart endpoint, Round round) {
            ask();
        }

        @Override
        public @Nullable Duration nextIn(EndpointStart endpoint) {
            ask();
            return Duration.ofSeconds(7);
        }
    }
}
