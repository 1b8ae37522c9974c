#!/usr/bin/env python3
"""Receives webhooks as a user's system would: verifies each with the package standardwebhooks, keeps each event once.

    receiver.py --secret whsec_... [--secret whsec_...] --out events.jsonl [--port 0] [--fail-first N] [--status 410]

Prints "listening <port>" when it is ready. Each verified event that was not seen before (by webhook-id) becomes one
JSON line in --out. GET / answers counts as JSON; they are printed as well when the program ends (SIGTERM or Ctrl-C).
It ends with status 1 when any request was not signed, or when a subject's sequence has gaps (the
endpoint is to ask for all events).
"""

import argparse
import collections
import json
import os
import signal
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from standardwebhooks import Webhook, WebhookVerificationError


class Received:
    def __init__(self, secrets, out, fail_first, status):
        self.webhooks = [Webhook(secret) for secret in secrets]
        self.out = open(out, "a", encoding="utf-8")
        self.lock = threading.Lock()
        self.left_to_fail = fail_first
        self.status = status
        self.seen = set()
        self.types = collections.Counter()
        self.sequences = collections.defaultdict(set)
        self.requests = self.repeats = self.unsigned = self.refused = 0

    def verified(self, body, headers):
        for webhook in self.webhooks:
            try:
                return webhook.verify(body, headers)
            except (WebhookVerificationError, ValueError):
                continue
        return None

    def take(self, body, headers):
        """The status to answer with."""
        event = self.verified(body, headers)
        with self.lock:
            self.requests += 1
            if event is None or event["id"] != headers.get("webhook-id"):
                self.unsigned += 1
                return 401
            if self.status:
                self.refused += 1
                return self.status
            if self.left_to_fail > 0:
                self.left_to_fail -= 1
                self.refused += 1
                return 500
            self.keep(event)
            return 204

    def keep(self, event):
        if event["id"] in self.seen:
            self.repeats += 1
            return
        self.seen.add(event["id"])
        self.types[event["type"]] += 1
        if event["type"] != "endpoint.test":
            self.sequences[event["subject_id"]].add(event["sequence"])
        self.out.write(json.dumps(event, ensure_ascii=False) + "\n")
        self.out.flush()

    def gaps(self):
        return sum(1 for seen in self.sequences.values() if seen != set(range(1, len(seen) + 1)))

    def counts(self):
        with self.lock:
            return {
                "requests": self.requests,
                "events": len(self.seen),
                "repeats": self.repeats,
                "unsigned": self.unsigned,
                "refused": self.refused,
                "subjects": len(self.sequences),
                "subjects_with_gaps": self.gaps(),
                "types": dict(sorted(self.types.items())),
            }


def handler(received):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            body = self.rfile.read(int(self.headers.get("content-length", "0")))
            headers = {name.lower(): value for name, value in self.headers.items()}
            self.answer(received.take(body, headers), b"")

        def do_GET(self):
            self.answer(200, json.dumps(received.counts()).encode())

        def answer(self, status, body):
            self.send_response(status)
            if status != 204:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *ignored):
            pass

    return Handler


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--secret", action="append", required=True)
    arguments.add_argument("--out", required=True)
    arguments.add_argument("--port", type=int, default=0)
    arguments.add_argument("--fail-first", type=int, default=0, help="answer this many signed requests with 500")
    arguments.add_argument("--status", type=int, default=0, help="answer every signed request with this status")
    given = arguments.parse_args()

    received = Received(given.secret, given.out, given.fail_first, given.status)
    server = ThreadingHTTPServer(("127.0.0.1", given.port), handler(received))
    server.daemon_threads = True

    def end(*ignored):
        threading.Thread(target=server.shutdown).start()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    print("listening", server.server_address[1], flush=True)
    server.serve_forever()

    counts = received.counts()
    print(json.dumps(counts), flush=True)
    sys.stdout.flush()
    os._exit(1 if counts["unsigned"] or counts["subjects_with_gaps"] else 0)


if __name__ == "__main__":
    main()
