import unittest
from concurrent.futures import ThreadPoolExecutor

from credits_client import ClientCredentials
from fake_server import FakeServer


def token(value, seconds):
    return 200, {"access_token": value, "expires_in": seconds}


class ClientCredentialsTest(unittest.TestCase):
    def setUp(self):
        self.now = 0.0

    def supplier(self, url):
        scope = "usage:authorize usage:report"
        return ClientCredentials(url, "translation:1", "s3cret/+", clock=lambda: self.now, scope=scope)

    def test_a_token_is_kept_until_a_minute_before_it_expires(self):
        with FakeServer(token("t1", 3_600), token("t2", "3600")) as server:
            tokens = self.supplier(server.endpoint)
            with ThreadPoolExecutor(8) as threads:
                self.assertEqual(["t1"] * 8, list(threads.map(lambda _: tokens(), range(8))))
            self.now = 3_539.9
            self.assertEqual("t1", tokens())
            self.now = 3_540.0
            self.assertEqual("t2", tokens())

        self.assertEqual(2, len(server.received))
        self.assertEqual("Basic dHJhbnNsYXRpb24lM0ExOnMzY3JldCUyRiUyQg==", server.received[0]["authorization"])
        form = "grant_type=client_credentials&scope=usage%3Aauthorize+usage%3Areport"
        self.assertEqual(form, server.received[0]["body"])

    def test_a_token_is_used_to_its_end_while_the_provider_is_away_and_not_longer(self):
        with FakeServer(token("t1", 3_600), (503, {"error": "away"})) as server:
            tokens = self.supplier(server.endpoint)
            tokens()
            self.now = 3_599.9
            self.assertEqual(["t1", "t1"], [tokens(), tokens()])
            self.assertEqual(2, len(server.received))
            self.now = 3_605.0
            with self.assertRaisesRegex(RuntimeError, "answers 503"):
                tokens()

    def test_secrets_are_never_sent_unencrypted(self):
        with self.assertRaisesRegex(ValueError, "must begin with https"):
            self.supplier("http://id.example.com")
