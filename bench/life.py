# SPDX-License-Identifier: Apache-2.0
"""A server that is started, loaded, replaced and ended: what bench/redeploy and bench/crash share."""

import base64
import collections
import http.client
import json
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILT = ROOT / "ear" / "target" / "liberty" / "wlp"
PASSWORD = "correct horse battery staple"
PORTS = ("SMTP_PORT", "SMTPS_PORT", "SUBMISSION_PORT", "HTTP_PORT", "HTTPS_PORT")
LISTENERS = ("mx", "smtps", "submission")
# So that a server that was started is stopped.
signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))

TOLD = re.compile(r"Listener (\S+) is closed; sessions: (\d+), messages accepted: (\d+)")


def free_ports(n):
    """Ports that nobody listens on, below those that outgoing connections are given."""
    first, found = 3000 + os.getpid() % 6000, []
    for port in range(first, 32000):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
                found.append(port)
            except OSError:
                continue
        if len(found) == n:
            return found
    sys.exit("There are no free ports.")


class Server:
    """A copy of the built server, in a folder of its own that goes with it."""

    def __init__(self, built=BUILT, **environment):
        if not (built / "bin" / "server").exists():
            sys.exit(f"There is no server in {built}: mvn -q -Drun package")
        self.built = built
        self.folder = Path(tempfile.mkdtemp(prefix="blackhole-"))
        skipped = shutil.ignore_patterns("workarea", "logs", "blackhole", ".pid")
        shutil.copytree(built / "usr", self.folder / "usr", ignore=skipped_below(skipped))
        self.home = self.folder / "usr" / "servers" / "blackhole"
        self.ports = dict(zip(PORTS, free_ports(len(PORTS))))
        ours = ("SMTP", "SUBMISSION_", "HTTP_", "HTTPS_", "BLACKHOLE_")
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith(ours)}
        self.environment.update({name: str(port) for name, port in self.ports.items()})
        self.environment.update(
            WLP_USER_DIR=str(self.folder / "usr"), BLACKHOLE_ADMIN_PASSWORD=PASSWORD, **environment
        )
        self.process = None

    @property
    def pid(self):
        return self.process.pid

    def start(self):
        """In the foreground the script becomes the JVM, so its process is the one to look at."""
        with open(self.folder / "console.log", "ab") as console:
            self.process = subprocess.Popen(
                [str(self.built / "bin" / "server"), "run", "blackhole"],
                env=self.environment,
                stdout=console,
                stderr=subprocess.STDOUT,
            )

    def ready(self, limit=600):
        end = time.monotonic() + limit
        while time.monotonic() < end:
            if self.process.poll() is not None:
                sys.exit(f"The server ended: {self.log()[-2000:]}")
            if self.call("GET", "/health/ready")[0] == 200:
                return
            time.sleep(0.05)
        sys.exit(f"The server is not ready: {self.call('GET', '/health/ready')}")

    def call(self, method, path, body=None):
        """Status and document; status 0 is no answer."""
        pair = base64.b64encode(f"admin:{PASSWORD}".encode()).decode()
        line = http.client.HTTPConnection("127.0.0.1", self.ports["HTTP_PORT"], timeout=30)
        try:
            headers = {"Content-Type": "application/json"}
            if path.startswith("/api/"):
                headers["Authorization"] = f"Basic {pair}"
            line.request(method, path, None if body is None else json.dumps(body), headers)
            answer = line.getresponse()
            text = answer.read()
            try:
                return answer.status, json.loads(text) if text else None
            except ValueError:
                return answer.status, None
        except (OSError, http.client.HTTPException):
            return 0, None
        finally:
            line.close()

    def api(self, method, path, body=None):
        return self.call(method, "/api/v1" + path, body)

    def log(self):
        return (self.home / "logs" / "messages.log").read_text(errors="replace")

    def told(self):
        """What closed listeners left in the log: name, sessions, messages."""
        return [(n, int(s), int(m)) for n, s, m in TOLD.findall(self.log())]

    def messages(self):
        """What it took since its application started."""
        return sum(
            listener["messages"] for listener in self.api("GET", "/stats")[1]["listeners"].values()
        )

    def replace(self, other=None):
        """As a user does: another file in place of the EAR, a copy of it if none is given."""
        ear = self.home / "apps" / "blackhole.ear"
        shutil.copyfile(other or ear, ear.with_suffix(".part"))
        os.replace(ear.with_suffix(".part"), ear)

    def redeploy(self, other=None):
        """The same under a running server. Returns when the new one is ready."""
        before = self.api("GET", "/status")[1]["started"]
        self.replace(other)
        end = time.monotonic() + 120
        while time.monotonic() < end:
            status, document = self.api("GET", "/status")
            if status == 200 and document["started"] != before:
                return self.ready()
            time.sleep(0.05)
        sys.exit("The application was not replaced; see its log.")

    def jcmd(self, *words):
        java = os.environ.get("JAVA_HOME")
        program = str(Path(java) / "bin" / "jcmd") if java else "jcmd"
        return subprocess.run(
            [program, str(self.pid), *words], check=True, capture_output=True, text=True
        ).stdout

    def terminate(self, limit=120):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(limit)

    def kill(self):
        self.process.kill()
        self.process.wait(60)

    def remove(self):
        if self.process is not None and self.process.poll() is None:
            self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


def skipped_below(skipped):
    """Only in the server's own folder: elsewhere the names may mean something."""

    def ignore(folder, names):
        return skipped(folder, names) if Path(folder).name == "blackhole" else set()

    return ignore


class Load:
    """Clients that send a few messages on each connection, and note what becomes of it."""

    def __init__(self, server, clients=4):
        self.over = threading.Event()
        self.lock = threading.Lock()
        self.counts = collections.Counter()
        self.cut = []
        self.tls = ssl.create_default_context()
        self.tls.check_hostname, self.tls.verify_mode = False, ssl.CERT_NONE
        doors = [("plain", "SMTP_PORT"), ("starttls", "SUBMISSION_PORT"), ("tls", "SMTPS_PORT")]
        self.threads = [
            threading.Thread(target=self.run, args=(kind, server.ports[port]), daemon=True)
            for kind, port in doors
            for _ in range(clients)
        ]
        for thread in self.threads:
            thread.start()

    def note(self, what, example=None):
        with self.lock:
            self.counts[what] += 1
            if example is not None and len(self.cut) < 20:
                self.cut.append(example)

    def run(self, kind, port):
        while not self.over.is_set():
            try:
                line = socket.create_connection(("127.0.0.1", port), 30)
            except OSError:
                self.note("nobody there")
                self.over.wait(0.02)
                continue
            said = "connect"
            try:
                with line:
                    said = "handshake"
                    if kind == "tls":
                        line = self.tls.wrap_socket(line)
                    answers = line.makefile("rb")
                    words = [("", b"220"), ("EHLO client.example", b"250")]
                    if kind == "starttls":
                        for said, code in words + [("STARTTLS", b"220")]:
                            self.say(line, answers, said, code)
                        words = [("EHLO client.example", b"250")]
                        said = "handshake"
                        line = self.tls.wrap_socket(line)
                        answers = line.makefile("rb")
                    for said, code in words:
                        self.say(line, answers, said, code)
                    for _ in range(3):
                        for said, code in (
                            ("MAIL FROM:<a@client.example>", b"250"),
                            ("RCPT TO:<b@server.example>", b"250"),
                            ("DATA", b"354"),
                            ("Subject: load\r\n\r\nHello\r\n.", b"250"),
                        ):
                            self.say(line, answers, said, code)
                        self.note("accepted")
                    said = "QUIT"
                    self.say(line, answers, said, b"221")
                    line.close()
            except TurnedAway:
                self.note("turned away")
            except OSError as e:
                self.note("cut", f"{kind}, {said.splitlines()[-1] if said else 'greeting'}: {e}")

    def say(self, line, answers, words, code):
        if words:
            try:
                line.sendall(words.encode() + b"\r\n")
            except OSError:
                pass  # a last word may be there all the same
        while True:
            answer = answers.readline()
            if answer.startswith(b"421 4.3.2"):
                raise TurnedAway
            if not answer.startswith(code):
                raise OSError(f"expected {code.decode()}, got {answer!r}")
            if answer[3:4] != b"-":
                return

    @property
    def accepted(self):
        return self.counts["accepted"]

    def goes_on(self, messages=200, limit=120):
        before, end = self.accepted, time.monotonic() + limit
        while self.accepted < before + messages and time.monotonic() < end:
            time.sleep(0.01)
        if self.accepted < before + messages:
            sys.exit("No mail is taken any more.")

    def leave(self):
        self.over.set()
        for thread in self.threads:
            thread.join(60)


class TurnedAway(Exception):
    """421 4.3.2."""
