import json
import logging
import threading
import unittest
from datetime import datetime, timedelta, timezone

from credits_client import BufferFullError, Line, Outcome, UsageReporter, http_sink, sqs_sink
from fake_server import FakeServer

LINE = Line("translation.document", "1250", member="usr_giulia")
LONG = 60.0


class RecordingSink:
    """Answers as scripted, the last answer for ever."""

    def __init__(self, *kinds):
        self.sent = []
        self._kinds = list(kinds)

    def __call__(self, reports):
        self.sent += reports
        kind = self._kinds.pop(0) if len(self._kinds) > 1 else self._kinds[0]
        if kind == "throw":
            raise OSError("away")
        return [Outcome(kind, kind)] * len(reports)


class ReporterTest(unittest.TestCase):
    def setUp(self):
        self.unsent = []

    def reporter(self, sink, **options):
        options = {"linger": 0.005, "on_unsent": self.unsent.append, **options}
        reporter = UsageReporter("/features/translation", sink, **options)
        self.addCleanup(reporter.close)
        return reporter

    def test_lines_are_collected_into_a_report_of_their_organisation_without_a_flush(self):
        arrived, sent = threading.Event(), []

        def sink(reports):
            sent.extend(reports)
            if len(sent) == 2:
                arrived.set()
            return [Outcome("accepted")] * len(reports)

        usage = self.reporter(sink, linger=0.05)
        usage.record("org_acme", LINE)
        usage.record("org_acme", LINE, Line("query.run", "0.5", datetime.now(timezone.utc) - timedelta(days=1)))
        usage.record("org_other", LINE)
        self.assertTrue(arrived.wait(LONG))

        self.assertEqual([("org_acme", 3), ("org_other", 1)], [(report.organisation, report.lines) for report in sent])
        body = json.loads(sent[0].body)
        self.assertEqual((sent[0].id, "org_acme"), (body["id"], body["subject"]))
        self.assertEqual(["operation", "quantity", "at", "member"], list(body["data"]["lines"][0]))
        self.assertRegex(body["time"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")

    def test_a_report_is_repeated_byte_for_byte_until_it_is_accepted(self):
        sink = RecordingSink("retry", "throw", "accepted")
        usage = self.reporter(sink)

        usage.record("org_acme", LINE)

        self.assertTrue(usage.flush(LONG))
        self.assertEqual(3, len(sink.sent))
        self.assertEqual(1, len({report.body for report in sink.sent}))

    def test_what_is_rejected_overdue_or_left_at_the_end_goes_to_the_handler_once_with_the_reason(self):
        rejecting = self.reporter(RecordingSink("rejected"))
        rejecting.record("org_acme", LINE)
        self.assertTrue(rejecting.flush(LONG))
        overdue = self.reporter(RecordingSink("retry"), delivery_timeout=0)
        overdue.record("org_acme", LINE)
        self.assertTrue(overdue.flush(LONG))
        going_on = threading.Event()

        def stuck_sink(reports):
            going_on.wait(LONG)
            return [Outcome("retry", "late")] * len(reports)

        stuck = self.reporter(stuck_sink, close_timeout=0.005)
        stuck.record("org_acme", LINE)
        stuck.close()
        going_on.set()

        self.assertEqual(["rejected", "delivery timeout", "closed"], [unsent.reason for unsent in self.unsent])
        with self.assertRaisesRegex(RuntimeError, "is closed"):
            stuck.record("org_acme", LINE)

    def test_a_handler_that_raises_does_not_stop_the_next_report(self):
        logging.disable(logging.ERROR)
        self.addCleanup(logging.disable, logging.NOTSET)
        sink = RecordingSink("rejected", "accepted")

        def failing(_unsent):
            raise OSError("disk full")

        usage = self.reporter(sink, on_unsent=failing)
        for _ in range(2):
            usage.record("org_acme", LINE)
            self.assertTrue(usage.flush(LONG))

        self.assertEqual(2, len(sink.sent))

    def test_the_buffer_is_bounded_and_nothing_of_a_call_that_does_not_fit_is_recorded(self):
        sink = RecordingSink("accepted")
        usage = self.reporter(sink, linger=LONG, max_buffer_bytes=300)

        usage.record("org_acme", LINE)
        with self.assertRaises(BufferFullError):
            usage.record("org_acme", LINE, LINE, LINE)
        self.assertTrue(usage.flush(LONG))
        usage.record("org_acme", LINE)
        usage.close()

        self.assertEqual([1, 1], [report.lines for report in sink.sent])

    def test_a_report_has_at_most_1000_lines_and_256_KB(self):
        sink = RecordingSink("accepted")
        usage = self.reporter(sink, linger=LONG)
        wide = Line("o" * 64, "1", member="m" * 64, reference="r" * 64, authorization="a" * 64)

        for _ in range(2_001):
            usage.record("org_acme", LINE)
        for _ in range(1_000):
            usage.record("org_acme", wide)
        usage.close()

        self.assertEqual(3_001, sum(report.lines for report in sink.sent))
        self.assertTrue(all(report.lines <= 1_000 and len(report.body) <= 256 * 1024 for report in sink.sent))
        self.assertTrue(any(len(report.body) > 255 * 1024 for report in sink.sent))

    def test_a_line_that_could_never_be_booked_is_refused_before_it_spoils_its_report(self):
        usage = self.reporter(RecordingSink("accepted"))
        now = datetime.now(timezone.utc)
        wrong = [
            Line("query.run", "0"), Line("two words", "1"), Line("query.run", "1", member="Giulia Rossi"),
            Line("query.run", "1", now - timedelta(days=35)), Line("query.run", "1", now + timedelta(minutes=5)),
        ]  # fmt: skip

        for line in wrong:
            with self.assertRaises(ValueError):
                usage.record("org_acme", LINE, line)
        with self.assertRaisesRegex(ValueError, "1 to 1,000 lines"):
            usage.record("org_acme")

    def test_through_the_API_each_report_has_its_own_verdict(self):
        verdicts = [
            {"status": "booked"},
            {"status": "invalid", "reason_code": "unpriced_operation", "reason_detail": "no price"},
        ]
        with FakeServer((503, ""), (200, {"data": verdicts})) as server:
            usage = self.reporter(http_sink(server.endpoint, lambda: "t0ken"), linger=LONG, close_timeout=LONG)
            usage.record("org_acme", LINE)
            usage.record("org_other", LINE)
            usage.close()

        self.assertEqual([("rejected", "unpriced_operation no price")], [(one.reason, one.detail) for one in self.unsent])
        self.assertEqual(["/v1/usage_reports"] * 2, [request["path"] for request in server.received])
        self.assertEqual(server.received[0]["body"], server.received[1]["body"])
        self.assertEqual(2, len(json.loads(server.received[0]["body"])))

    def test_through_the_queue_only_what_failed_is_sent_again(self):
        batches = []

        class Sqs:
            def send_message_batch(self, QueueUrl, Entries):
                batches.append([entry["MessageGroupId"] for entry in Entries])
                if len(batches) > 1:
                    return {"Successful": [{"Id": entry["Id"]} for entry in Entries]}
                failed = {"Id": "1", "Code": "InternalError", "SenderFault": False}
                return {"Successful": [{"Id": "0"}], "Failed": [failed]}

        usage = self.reporter(sqs_sink("https://sqs.eu-central-1.amazonaws.com/1/Usage.fifo", Sqs()), linger=LONG)
        usage.record("org_acme", LINE)
        usage.record("org_other", LINE)

        self.assertTrue(usage.flush(LONG))
        self.assertEqual([["org_acme", "org_other"], ["org_other"]], batches)
