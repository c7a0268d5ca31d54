"""A log in memory, and witnesses of all sorts that answer over HTTP from a thread of the test."""

import threading
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from handsel.record.log.keyfiles import Signer
from handsel.record.log.witness import WitnessResponse
from handsel_verify.notes import COSIGNATURE, Checkpoint, Note
from handsel_verify.tree import consistency_proof, leaf_hash, node_hash, root


class Log:
    """A log with a key of its own; from leaf `forked` on, it is another one under the same key."""

    def __init__(self, signer: Signer | None = None, forked: int = 2**63) -> None:
        self.signer = signer or Signer("log.example", private("log"))
        self._forked = forked

    def subtree(self, height: int, place: int) -> bytes:
        if height:
            left, right = (self.subtree(height - 1, 2 * place + side) for side in (0, 1))
            return node_hash(left, right)
        return leaf_hash(f"{place}{' forked' if place >= self._forked else ''}".encode())

    def note(self, size: int) -> Note:
        return self.signer.signed(Checkpoint(self.signer.name, size, root(self.subtree, size)))

    def request(self, old: int, size: int) -> bytes:
        """What asks a witness that knows `old` leaves to co-sign `size`."""
        steps = [b64encode(step).decode() for step in consistency_proof(self.subtree, old, size)]
        return "\n".join([f"old {old}", *steps, "", str(self.note(size))]).encode()


def private(seed: str) -> Ed25519PrivateKey:
    """The same key for the same seed, in every process of the tests."""
    return Ed25519PrivateKey.from_private_bytes(sha256(seed.encode()).digest())


def witness_signer(name: str = "witness.example", seed: str = "") -> Signer:
    """A witness's key alone; another seed gives another of the same name."""
    return Signer(name, private(seed or name), COSIGNATURE)


@contextmanager
def answering(answer: Callable[[bytes], WitnessResponse]) -> Iterator[str]:
    """Serve `answer` to whoever asks; gives the address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            response = answer(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(response.status)
            self.send_header("Content-Type", response.type)
            self.end_headers()
            self.wfile.write(response.body)

        def log_message(self, *_: object) -> None:
            """Nobody listens."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """Who asked has gone."""

    with Server(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()
