import json
import unittest

from credits_client import CreditsClient, OutcomeUnknownError, QuotaExceededError, RequestRejectedError
from fake_server import FakeServer

HELD = (201, {"id": "aut_7", "status": "open"})
CAPTURED = (200, {"id": "aut_7", "status": "captured"})
# Longer than a client goes on: the answer before this is its last.
NO_MORE = {"Retry-After": "60"}


def client(server):
    return CreditsClient(server.endpoint, lambda: "t0ken", attempt_timeout=9)


class ClientTest(unittest.TestCase):
    def test_a_request_whose_answer_is_lost_is_repeated_with_its_key(self):
        with FakeServer((503, "", {"Retry-After": "0"}), HELD, CAPTURED) as server:
            held = client(server).authorize("org_acme", "translation.document", "5000", member="usr_giulia")
            self.assertEqual("captured", held.capture("1250")["status"])

        first, second, third = server.received
        self.assertEqual(first, second)
        self.assertRegex(first["key"], "^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab]")
        self.assertEqual("Bearer t0ken", first["authorization"])
        self.assertEqual(
            {
                "organisation": "org_acme", "operation": "translation.document", "quantity": "5000",
                "capture": False, "expires_in": 900, "member": "usr_giulia",
            },
            json.loads(first["body"]),
        )  # fmt: skip
        self.assertEqual("/v1/authorizations/aut_7/capture", third["path"])
        self.assertNotEqual(first["key"], third["key"])

    def test_a_block_that_ends_without_a_capture_releases_the_hold(self):
        with FakeServer(HELD, (200, {"id": "aut_7", "status": "released"})) as server:
            with self.assertRaises(KeyError), client(server).authorize("org_acme", "query.run", "5"):
                raise KeyError

        self.assertEqual("/v1/authorizations/aut_7/release", server.received[1]["path"])

    def test_too_little_credit_says_what_is_missing(self):
        problem = {"code": "insufficient-credits", "blockers": [{"cause": "insufficient_credits", "shortfall": "4.00"}]}
        with FakeServer((402, {**problem, "largest_quantity": "12", "quota_url": "https://app.example.com"})) as server:
            with self.assertRaises(QuotaExceededError) as raised:
                client(server).debit("org_acme", "query.run", "5")

        self.assertEqual("4.00", raised.exception.blockers[0]["shortfall"])
        self.assertEqual("12", raised.exception.largest_quantity)
        self.assertEqual("https://app.example.com", raised.exception.quota_url)
        self.assertEqual(1, len(server.received))

    def test_any_other_refusal_is_final_at_once(self):
        for status, code in ((422, "unpriced-operation"), (403, "permission-required"), (401, "")):
            with FakeServer((status, {"code": code})) as server, self.assertRaises(RequestRejectedError):
                client(server).authorize("org_acme", "query.run", "5")

    def test_after_a_lost_answer_only_an_answer_about_the_key_decides(self):
        with FakeServer((503, ""), (401, {"message": "Unauthorized"}, NO_MORE)) as server:
            credits = client(server)
            with self.assertRaises(OutcomeUnknownError) as lost:
                credits.debit("org_acme", "query.run", "5")
            self.assertEqual(401, lost.exception.problem["status"])
            with self.assertRaises(OutcomeUnknownError):
                credits.debit("org_acme", "query.run", "5", idempotency_key=lost.exception.idempotency_key)

        self.assertEqual(3, len(server.received))
        self.assertEqual(1, len({request["key"] for request in server.received}))

    def test_a_capture_without_an_answer_blocks_everything_but_its_repetition(self):
        with FakeServer(HELD, (500, {}, NO_MORE), CAPTURED) as server:
            held = client(server).authorize("org_acme", "query.run", "5")
            with self.assertRaises(OutcomeUnknownError):
                held.capture("1")
            with self.assertRaisesRegex(RuntimeError, "repeat it first"):
                held.capture("2")
            with self.assertRaisesRegex(RuntimeError, "repeat it"):
                held.release()

            self.assertEqual("captured", held.capture("1")["status"])

        self.assertEqual(server.received[1], server.received[2])

    def test_a_token_never_follows_a_redirect(self):
        with FakeServer((200, {})) as other:
            elsewhere = {"Location": other.endpoint, **NO_MORE}
            with FakeServer((302, {}, elsewhere)) as server, self.assertRaises(OutcomeUnknownError):
                client(server).quota("org_acme")

        self.assertEqual([], other.received)

    def test_a_missing_token_is_no_answer(self):
        def away():
            raise OSError("the provider is away")

        with self.assertRaises(OutcomeUnknownError) as raised:
            CreditsClient("http://localhost:1", away, timeout=0).quota("org_acme")
        self.assertEqual("the provider is away", raised.exception.problem["detail"])

    def test_no_token_is_sent_without_encryption(self):
        for endpoint in ("http://credits.example.com", "http://localhost.example.com", "ftp://localhost", "https:"):
            with self.assertRaisesRegex(ValueError, "must begin with https"):
                CreditsClient(endpoint, lambda: "t0ken")

    def test_quantities_are_strings(self):
        credits = CreditsClient("http://localhost:1", lambda: "t0ken")
        for quantity in ("0", "-1", "1e3", "1.0000001", "1000000000000", 5):
            with self.assertRaisesRegex(ValueError, "quantity must be a string"):
                credits.authorize("org_acme", "query.run", quantity)
