"""What users of substrate-interface see: lists, text, refusals by name, and the recipe of docs/clients.md as it stands there."""

import os
import re
import socket
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

from substrateinterface import Keypair, SubstrateInterface

ROOT = Path(__file__).resolve().parents[2]
DOC = ROOT / "docs" / "clients.md"
# Points that can stand on the chain as commitments: the base of ristretto255 and its first multiples (RFC 9496, appendix A.1).
POINTS = [
    "0xe2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76",
    "0x6a493210f7499cd17fecb510ae0cea23a110e8d5b901f8acadd3095c73a3b919",
    "0x94741f5d5d52755ece4f23f044ee27d5d1ea1e2bd196b462166b16152a9d0259",
    "0xda80862773358b466ffadfe0b3293ab3d9fd53c5ea6c955358f568322daf6a57",
]
LISTS = {"types": {"bounded_collections::bounded_vec::BoundedVec": "BoundedVec"}}


def example(name):
    """The code of an example in docs/clients.md."""
    return re.search(rf"^```python {name}\n(.*?)^```$", DOC.read_text("utf-8"), re.M | re.S).group(1)


def number(text):
    return {"Mainland": "0x" + text.encode().hex()}


class Node:
    """A development chain of its own."""

    def __init__(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"ws://127.0.0.1:{port}"
        self.base = tempfile.TemporaryDirectory(prefix="lingnan-python-")
        self.log = open(Path(self.base.name) / "node.log", "w+")
        options = ["--dev", "--chain", "dev-quick", "--base-path", self.base.name, "--rpc-port", str(port), "--port", "0"]
        self.process = subprocess.Popen(
            [os.environ["LINGNAN_NODE"], *options, "--no-prometheus", "--no-telemetry"], stdout=subprocess.DEVNULL, stderr=self.log
        )

    def connect(self, **options):
        for _ in range(240):
            if self.process.poll() is not None:
                raise RuntimeError(f"the node stopped: {(Path(self.base.name) / 'node.log').read_text()[-4000:]}")
            try:
                chain = SubstrateInterface(url=self.url, **options)
                # At genesis no time has been set yet.
                while chain.get_block_number(None) < 2:
                    time.sleep(0.2)
                return chain
            except ConnectionError:
                time.sleep(0.25)
        raise RuntimeError("the node does not answer")

    def stop(self):
        self.process.send_signal(2)
        self.process.wait()
        self.log.close()
        self.base.cleanup()


class Client(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.node = Node()
        cls.addClassCleanup(cls.node.stop)
        cls.chain = cls.node.connect(type_registry=LISTS)
        cls.chain.init_runtime()
        cls.addClassCleanup(cls.chain.close)

    def submit(self, module, function, params, uri):
        call = self.chain.compose_call(module, function, params)
        signed = self.chain.create_signed_extrinsic(call, Keypair.create_from_uri(uri))
        return self.chain.submit_extrinsic(signed, wait_for_inclusion=True)

    def firm(self, code):
        return {
            "number": number(code), "legal_name": "荔枝电子", "industry": "0x" + b"C3911".hex(), "division": None, "founded": 16000,
            "registered_capital": 100000000, "capital_currency": self.currency(), "lei": None, "accept_outer_check_mismatch": False,
        }

    def register(self, code):
        return self.submit("EnterpriseRegistry", "register", {"registration": self.firm(code)}, "//agency//market-regulation")

    def currency(self):
        """The first currency's name in the metadata."""
        for kind in self.chain.metadata.portable_registry["types"].value:
            if kind["type"]["path"][-1:] == ["Currency"]:
                return kind["type"]["def"]["variant"]["variants"][0]["name"]

    def test_the_recipe_of_the_manual(self):
        names = {}
        exec(example("substrate-interface").replace("ws://127.0.0.1:9944", self.node.url), names)
        names["chain"].close()

    def test_chinese_text_comes_back_as_text(self):
        receipt = self.register("91440300MA5G000437")
        self.assertTrue(receipt.is_success, receipt.error_message)
        told = [event.value["attributes"] for event in receipt.triggered_events if event.value["event_id"] == "Registered"]
        self.assertEqual(told[0]["registration"]["legal_name"], "荔枝电子")
        stored = self.chain.query("EnterpriseRegistry", "Enterprises", [number("91440300MA5G000437")])
        self.assertEqual(stored.value["legal_name"], "荔枝电子")

    def test_a_refusal_has_its_name_and_words(self):
        self.register("91440300MA5G000512")
        again = self.register("91440300MA5G000512")
        self.assertFalse(again.is_success)
        self.assertEqual(again.error_message["name"], "AlreadyExists")
        self.assertRegex(" ".join(again.error_message["docs"]), "registered already")

    def test_lists_are_taken_by_every_call_that_has_one(self):
        firm = "91440300MA5G0006XR"
        self.register(firm)
        indicators = self.chain.rpc_request("attestation_indicators", [])["result"]["items"]
        agencies = self.chain.rpc_request("attestation_agencies", [])["result"]["items"]
        tax = next(one["id"] for one in agencies if "Tax" in one["name"])
        mine = [one for one in indicators if one["owner"] == tax and one["class"] == "Figure" and len(one["edges"]) <= len(POINTS)][:2]
        today = (self.chain.query("Timestamp", "Now").value // 1000 + 8 * 3600) // 86400
        attestations = [
            {
                "enterprise": number(firm), "indicator": one["id"], "value": {"Sealed": POINTS[:len(one["edges"])]},
                "period_end": today - 1, "evidence": "0x" + "22" * 32,
            }
            for one in mine
        ]
        receipt = self.submit("Attestations", "attest_many", {"attestations": attestations}, "//agency//tax")
        self.assertTrue(receipt.is_success, receipt.error_message)
        self.assertEqual(len(self.chain.rpc_request("attestation_list", [f"CN:{firm}"])["result"]["items"]), len(mine))
        # No owner has taken control of the firm: the call is understood, and refused.
        request = {
            "amount": 50000000, "currency": self.currency(), "tenor": 12, "method": "EqualInstalments", "use_of_funds": "WorkingCapital",
            "security": [7, 8], "renews": None, "line": None,
        }
        params = {"enterprise": number(firm), "product": 0, "request": request}
        receipt = self.submit("Financing", "apply", params, "//agency//tax")
        self.assertEqual((receipt.is_success, receipt.error_message["name"]), (False, "NotAuthorized"))

    def test_without_the_line_lists_are_refused(self):
        plain = self.node.connect()
        self.addCleanup(plain.close)
        with self.assertRaisesRegex(ValueError, "not a list"):
            plain.compose_call("EnterpriseRegistry", "register_many", {"registrations": [self.firm("91440300MA5G00078R")]})


if __name__ == "__main__":
    unittest.main(verbosity=2)
