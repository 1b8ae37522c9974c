package io.carillon.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.workflows.call.CallActivities;
import io.carillon.workflows.call.DialOutcome;
import io.carillon.workflows.ids.CallId;
import io.temporal.activity.ActivityOptions;
import io.temporal.testing.TestActivityEnvironment;

import org.junit.jupiter.api.Test;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

class BeatingCallsTest {
    @Test
    void saysThatItsWorkerLivesWhileADialTakesLong() {
        var beats = new CountDownLatch(1);
        var environment = TestActivityEnvironment.newInstance();
        environment.setActivityHeartbeatListener(Void.class, nothing -> beats.countDown());
        environment.registerActivitiesImplementations(
                new BeatingCalls(dialingUntil(beats), Duration.ofMillis(1)));

        DialOutcome outcome =
                environment
                        .newActivityStub(
                                CallActivities.class,
                                ActivityOptions.newBuilder()
                                        .setStartToCloseTimeout(Duration.ofMinutes(1))
                                        .build())
                        .dial(new CallId(new UUID(1, 1)));

        assertThat(outcome).isEqualTo(new DialOutcome.Released("heard"));
        environment.close();
    }

    private static CallActivities dialingUntil(CountDownLatch beats) {
        return (CallActivities)
                Proxy.newProxyInstance(
                        CallActivities.class.getClassLoader(),
                        new Class<?>[] {CallActivities.class},
                        (proxy, method, arguments) ->
                                new DialOutcome.Released(
                                        beats.await(30, TimeUnit.SECONDS) ? "heard" : "silent"));
    }
}
