package io.carillon.dev;

import io.carillon.activities.testing.Lies;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;

import org.jspecify.annotations.Nullable;

/** The way to a Temporal server that lies about one request in six, polls included. */
final class LyingTemporal implements ClientInterceptor {
    private static final long STALL_MILLIS = 1_000;

    private final Lies lies;

    LyingTemporal(Lies lies) {
        this.lies = lies;
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(
            MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        ClientCall<Q, A> real = next.newCall(method, options);
        return switch (lies.next()) {
            case NONE -> real;
            case TIMEOUT -> new Undone<>(Status.DEADLINE_EXCEEDED.withDescription("undone"));
            case BUSY -> new Undone<>(busy(method));
            case DONE_TIMEOUT -> done(real, Status.DEADLINE_EXCEEDED.withDescription("done"));
            case MALFORMED -> done(real, Status.INTERNAL.withDescription("malformed"));
            case STALLED -> done(real, null);
        };
    }

    /** Pollers that are told 429 rest for a second, all of a queue together: half of the time. */
    private Status busy(MethodDescriptor<?, ?> method) {
        boolean poll = String.valueOf(method.getBareMethodName()).startsWith("Poll");
        return poll || lies.way(2) == 0 ? Status.UNAVAILABLE : Status.RESOURCE_EXHAUSTED;
    }

    /** Never sent. */
    private static final class Undone<Q, A> extends ClientCall<Q, A> {
        private final Status told;

        Undone(Status told) {
            this.told = told;
        }

        @Override
        public void start(Listener<A> listener, Metadata headers) {
            listener.onClose(told, new Metadata());
        }

        @Override
        public void request(int messages) {}

        @Override
        public void cancel(@Nullable String message, @Nullable Throwable cause) {}

        @Override
        public void halfClose() {}

        @Override
        public void sendMessage(Q message) {}
    }

    /**
     * @param told instead of what the server said; null: the same, late
     */
    private static <Q, A> ClientCall<Q, A> done(ClientCall<Q, A> real, @Nullable Status told) {
        return new SimpleForwardingClientCall<>(real) {
            @Override
            public void start(Listener<A> listener, Metadata headers) {
                super.start(new Answered<>(listener, told), headers);
            }
        };
    }

    private static final class Answered<A> extends SimpleForwardingClientCallListener<A> {
        private final @Nullable Status told;
        private @Nullable A answer;

        Answered(ClientCall.Listener<A> listener, @Nullable Status told) {
            super(listener);
            this.told = told;
        }

        @Override
        public void onMessage(A message) {
            answer = message;
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            if (told != null) {
                super.onClose(status.isOk() ? told : status, trailers);
                return;
            }
            // In the thread it is called in: one that waits for the answer looks there only.
            try {
                Thread.sleep(STALL_MILLIS);
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
            }
            if (answer != null) {
                delegate().onMessage(answer);
            }
            super.onClose(status, trailers);
        }
    }
}
