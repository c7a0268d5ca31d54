"""Good bundles and proofs, as the house hands them out: what the variants for both verifiers are made of."""

import json
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from handsel.kernel import clock
from handsel.people.models import Person
from handsel.record.actions import ActionSpec, Actor, perform
from handsel.record.bundles import MoreMembers
from handsel.record.entries import ERASED
from handsel.record.erasing import erase_content
from handsel.record.files import path_of
from handsel.record.log.keyfiles import Signer
from handsel.record.log.keys import signer
from handsel.record.log.proofs import newest_checkpoint, sealed
from handsel.record.log.writer import write_log
from handsel.record.models import Chain, Entry
from handsel.trust.disputes.sealed_offers import seal_offer
from handsel.work.hours.time_members import time_members
from handsel_verify.bundles import statement
from handsel_verify.canonical import canonical
from handsel_verify.notes import Note, Signature, note_from
from tests import factories
from tests.record.evidence import ADA, bring, members, rewritten, say, written
from tests.tracked_week import SUBMITTED, TrackedWeek, tracked_week
from tests.trust.disputing import answered, latest, opened
from tests.witnessing import witness_signer

Content = dict[str, bytes]
Facts = dict[str, Any]


@dataclass(frozen=True)
class Good:
    """What the house handed out: a bundle, what is in it, the proof of its first entry, and who signed."""

    bundle: bytes
    content: Content
    proof: Facts
    house: Signer
    folder: Path
    week: TrackedWeek | None = None

    @property
    def entries(self) -> list[Facts]:
        """Its entries as they are written."""
        return [json.loads(line) for line in self.content["entries.jsonl"].splitlines()]

    @property
    def manifest(self) -> Facts:
        """Its manifest as it is written."""
        manifest: Facts = json.loads(self.content["manifest.json"])
        return manifest

    def rows(self, name: str) -> list[Facts]:
        """The lines of a member as they are written."""
        return [json.loads(line) for line in self.content[name].splitlines()]

    def zipped(self, content: Content) -> bytes:
        """A ZIP with other members."""
        return rewritten(self.folder / "other.zip", content).read_bytes()

    def note(self, text: str, by: Signer | None = None) -> bytes:
        """A note that the house, or another, has signed."""
        by = by or self.house
        return str(Note(text, (Signature(by.name, by.key.id, by.private.sign(text.encode())),))).encode()

    def signed(self, content: Content, manifest: bytes | None = None, **facts: Any) -> bytes:
        """A bundle for whose members, whatever they are, the house has signed."""
        if manifest is None:
            named = {name: sha256(content[name]).hexdigest() for name in self.manifest["members"]}
            manifest = canonical(self.manifest | {"members": named} | facts)
        note = self.note(statement(self.house.name, manifest))
        return self.zipped(content | {"manifest.json": manifest, "statement.txt": note})


def goods(folder: Path) -> dict[str, Good]:
    """One bundle of each sort that leaves the house; the last is of a later time."""
    return untracked_goods(folder) | {"tracked": tracked_good(folder), "settled": settled_good(folder)}


def untracked_goods(folder: Path) -> dict[str, Good]:
    """Bundles of jobs without tracked time."""
    job, lost, waiting = uuid4(), uuid4(), uuid4()
    for subject in (job, lost, waiting):
        say(subject, words="Première 😀 \x01 </script>", money={"amount": 2**53 - 1, "currency": "USD"})
        digest = bring(subject, "plan.pdf", f"the plan of {subject}".encode())
        say(subject, words="Third.")
    path_of(digest).unlink()
    plain = _good(job, folder)
    _erase(lost, 1)
    erased = _good(lost, folder)
    say(waiting, words="Fourth, which is not in the log.")
    bundles = {"plain": plain, "erased": erased, "waiting": _good(waiting, folder, sign=False)}
    return bundles | {"witnessed": _witnessed(_good(job, folder))}


def tracked_good(folder: Path) -> Good:
    """The record of a tracked week: of a time after all others, as the log runs forwards."""
    people = [Person.objects.create_user(f"{name}@tracked.example", name=name) for name in ("ada", "ben")]
    week = tracked_week(*people)
    with clock.frozen_at(SUBMITTED):
        return replace(_good(week.job.uuid, folder, more=time_members), week=week)


def settled_good(folder: Path) -> Good:
    """The record of a job with a dispute that sealed offers settled, in the second round."""
    ada, ben = (Person.objects.create_user(f"{name}@settled.example", name=name) for name in ("ada", "ben"))
    with clock.frozen_at(SUBMITTED):
        dispute = opened(ada, factories.delivered(ada, ben, 1000))
        answered(ben, dispute)
        for number, (payer, payee) in enumerate(((200, 900), (650.01, 600)), 1):
            for person, part in ((ada, payer), (ben, payee)):
                seal_offer(
                    Actor(person.pk), latest(), expected_round=number, to_freelancer=factories.usd(part)
                )
        return _good(dispute.job.uuid, folder)


def _good(job: UUID, folder: Path, *, sign: bool = True, more: MoreMembers = lambda _entries: ()) -> Good:
    if sign:
        write_log()
    place = written(job, folder / "good.zip", sign=False, more=more)
    checkpoint = newest_checkpoint()
    (entry,) = sealed(Entry.objects.filter(chain__subject=job, number=1), checkpoint)
    assert checkpoint is not None
    proof = {"entry": entry, "checkpoint": checkpoint.note, "key": str(signer().key)}
    return Good(place.read_bytes(), members(place), proof, signer(), folder)


def _erase(job: UUID, number: int) -> None:
    entry = Entry.objects.get(chain__subject=job, number=number)

    def body(_: object) -> Facts:
        erase_content(entry, by=uuid4())
        return {
            "entry": number,
            "kind": entry.kind,
            "reason": "The law demands it.",
            "fingerprints": [],
            "left": {},
        }

    perform(ActionSpec(ERASED, Chain.Kind.JOB, job, {}), Actor(ADA, key=uuid4()), body)


def _witnessed(good: Good) -> Good:
    """The same bundle, seen by a witness."""
    north = witness_signer("north.example")
    note = note_from(good.content["checkpoint.txt"].decode())
    line = north.cosigned(note.text, int(clock.now().timestamp()))
    text = str(Note(note.text, (*note.signatures, line)))
    content = good.content | {"checkpoint.txt": text.encode()}
    return replace(
        good, bundle=good.zipped(content), content=content, proof=good.proof | {"checkpoint": text}
    )
