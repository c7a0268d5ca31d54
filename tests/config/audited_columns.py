"""Which columns of the database the audit holds against what: each is in a group, or a test fails.

Derived are those that `handsel.config.rebuild` compares with the record; `CHECKED` and `HASHED` are others
that the audit names when they are altered; `FREE` may change as they like, and why. Tasks are by kind: see
`tests.config.audited_tasks`.
"""

from django.apps import apps
from django.db.models import Field, Model

from handsel.config.rebuild import TABLES

Columns = dict[str, dict[str, str]]

HASHED: Columns = {
    "record.Entry": dict.fromkeys(
        ["id", "chain", "number", "previous", "kind", "actor", "at", "commitment", "hash"],
        "the hash of the entry, and the root of the log",
    )
    | dict.fromkeys(["key", "request"], "the salt of its content, and so the commitment"),
    "record.EntryContent": dict.fromkeys(["entry", "nonce", "salt", "text"], "the commitment of the entry"),
    "record.Leaf": dict.fromkeys(["index", "entry", "salt"], "the signed root of the log"),
    "record.SignedCheckpoint": dict.fromkeys(["size", "root", "note"], "the signature of the house"),
    "record.Cosignature": dict.fromkeys(
        ["checkpoint", "name", "key", "line", "at"], "the signature of the witness"
    ),
    "devices.DaySeed": dict.fromkeys(
        ["device", "day", "commitment", "received_at", "seed", "given_at", "note"],
        "the signature of the house",
    ),
}
"""Covered by hashes of the record, or signatures over them."""

CHECKED: Columns = {
    "record.Chain": {
        "id": "the hash of each entry names it",
        "kind": "what the record says of its subject",
        "subject": "what the record says of its subject",
        "size": "its entries",
        "head": "its last entry",
    },
    "record.Erasure": {"entry": "the entry that erased it", "by": "the entry that erased it"},
    "record.SignedCheckpoint": {"before": "the checkpoints that there are"},
    "account.EmailAddress": {"verified": "the addresses that were proved"},
    "disputes.SealedOffer": dict.fromkeys(["dispute", "side", "sealed"], "the commitment in the dispute"),
    "record.PendingLeaf": {"entry": "entries without a leaf"},
    "record.StoredFile": {
        **dict.fromkeys(["sha256", "size", "type"], "the bytes"),
        "finding": "of an infected file, the entry that says so; all others have none",
    },
    "terms.Version": {"text": "the hash of the version"},
    "invoices.InvoiceCounter": {"issuer": "the numbers of invoices", "last": "the numbers of invoices"},
    "invoices.Invoice": {"number": "all numbers of the issuer"},
    "ledger.Account": {
        **dict.fromkeys(["code", "owner", "kind", "currency", "floor", "keeps_balance"], "each other"),
        "balance": "the postings",
    },
    "ledger.Transfer": {
        **dict.fromkeys(["digest", "kind", "entry"], "the digest"),
        **dict.fromkeys(["at", "idem_key"], "the entry"),
        "id": "its postings",
    },
    "ledger.Posting": dict.fromkeys(
        ["transfer", "leg", "source", "target", "amount"], "the digest of the transfer"
    ),
    "devices.Device": {"received_seq": "the segments that came"},
    "hours.ReceivedSegment": {
        **dict.fromkeys(["content", "signature"], "its digest, and the key of its device"),
        **dict.fromkeys(["work_view", "kept_seconds"], "its content"),
        **dict.fromkeys(["drawn_by", "due_at"], "its content, and the seed of its day"),
    },
    "hours.Shot": {
        **dict.fromkeys(
            ["segment", "position", "due_at", "taken_at", "monitor", "commitment", "offline", "redactions"],
            "what its segment announced",
        ),
        "state": "its bytes, whether these can be read, and the entry that says how it went",
        **dict.fromkeys(["job", "week"], "the time of its segment"),
        **dict.fromkeys(["salt", "size"], "its bytes, which hash to the commitment"),
    },
    "hours.ShotRedaction": {"shot": "what the segment of its screenshot announced"},
    "conduct.Flag": {
        "quoted": "the words of its entry, or the text of its file; how many, the record says",
    },
    "tasks.Task": {
        **dict.fromkeys(["kind", "subject", "due_at"], "what is to happen, by the rows that wait for it"),
        "next_at": "the time it is due, until it was tried",
    },
    "ledger.Rollup": dict.fromkeys(["account", "through", "balance"], "the postings"),
    "sandbox.SandboxTransfer": dict.fromkeys(
        ["id", "is_payout", "amount", "currency", "speed", "outcome", "asked_at"],
        "the entry that asked",
    ),
}
"""Checked against rows that the record determines, by a check of their own."""

_KEY = "a number that says nothing: rows are compared by what they are, and a reference leads somewhere"
_SESSION = "who is signed in, or about to be; the record says nothing of it"
_DJANGO = "Django's own; no page and no act reads it"
_INDEX = "made again from the record by `handsel reindex`"

FREE: Columns = {
    "people.Person": {
        "password": "a secret: the record says only that it was changed, and signing in may renew it",
        "last_login": "signing in is no entry",
        "refused_email": "what mail servers answered; nothing follows from it",
    },
    "people.UndeliveredAddress": {"*": "what mail servers answered; nothing follows from it"},
    "people.AccountMail": {"*": "a mail on its way, gone once it is sent"},
    "people.AttemptCount": {"*": "how often somebody tried of late, forgotten within a day"},
    "terms.NoInvitations": {"*": "the wish of somebody without an account, who takes part in nothing"},
    "account.EmailAddress": {"id": _KEY},
    "account.EmailConfirmation": {"*": _SESSION},
    "mfa.Authenticator": {
        "data": "secrets, which are not on the record: a sealed key, hashes of codes, a public key",
        "last_used_at": "signing in is no entry",
    },
    "usersessions.UserSession": {"*": _SESSION},
    "sessions.Session": {"*": _SESSION},
    "devices.Device": {
        "seen_at": "when it last asked for something; nothing follows from it",
        **dict.fromkeys(
            ["heard_at", "heard_beat", "heard_seq", "heard_digest", "running", "barred_at"],
            "what it last said; what follows for a segment is on the record as that arrives",
        ),
    },
    "devices.DaySeed": {"id": _KEY},
    "record.SignedCheckpoint": {
        "signed_at": "for people: the size and the root are signed, and witnesses sign a time of their own; "
        "the audit names one before what it covers, before the one before it, or to come",
    },
    "allauth_idp_oidc.Client": {"*": "the Tracker as a program, the same in every house"},
    "allauth_idp_oidc.Token": {
        "*": "secrets of devices; the record says when they were enrolled and revoked"
    },
    "auth.Permission": {"*": _DJANGO},
    "auth.Group": {"*": _DJANGO},
    "auth.Group_permissions": {"*": _DJANGO},
    "contenttypes.ContentType": {"*": _DJANGO},
    "policy.Policy": {"id": _KEY},
    "terms.Version": {"id": _KEY},
    "terms.Agreement": {"id": _KEY},
    "milestones.Milestone": {"id": _KEY},
    "bonuses.Bonus": {"id": _KEY},
    "exits.Exit": {"id": _KEY},
    "casework.Assignment": {"id": _KEY},
    "casework.OperatorNote": {"id": _KEY},
    "approvals.ProposedAct": {"id": _KEY},
    "disputes.Dispute": {"id": _KEY},
    "disputes.DisputeOffer": {"id": _KEY},
    "disputes.SealedOffer": {"id": _KEY},
    "conduct.ConductReport": {"id": _KEY},
    "conduct.ConductDecision": {"id": _KEY},
    "hours.JobWeek": {"id": _KEY, "hint_dismissed": "whether to ask its freelancer; nothing follows from it"},
    "hours.TimeSpan": {"id": _KEY},
    "hours.PageTimer": {"*": "what runs now; its time enters the record every hour and when it stops"},
    "hours.ReceivedSegment": {
        "received_at": "when it came; the entry of what counts has its time",
        "refusal": "a sentence to its freelancer, which of thirteen reasons it was; that its time does not "
        "count, the record says by having none of it, and the audit names where a segment says otherwise",
        "refusal_named": "what the sentences of a refusal name",
    },
    "hours.Shot": {"id": _KEY, "arrived_at": "when its bytes came; whether they came, the audit sees"},
    "hours.ShotRedaction": {"id": _KEY},
    "hours.ShotView": {"*": "who looked at a screenshot and when; nothing follows from it"},
    **{f"hours.{name}": {"id": _KEY} for name in ("Timesheet", "JobPause", "ReviewedBlock")},
    "milestones.StatusReport": {"id": _KEY},
    "milestones.ReportLine": {"id": _KEY},
    "escrow.Holding": {"id": _KEY},
    "invoices.Invoice": {"id": _KEY},
    "invoices.InvoiceCounter": {"id": _KEY},
    "ledger.Rollup": {"id": _KEY},
    "ledger.Account": {"id": f"{_KEY}; with a transfer, its digest names it"},
    "record.StoredFile": {
        "stored_at": "when the bytes first came; entries say when they were posted",
        "verdict": "what the scanner of this site said last, which it may say again; an infected file is on "
        "the record, and the audit names one that is called otherwise, and one that is called so and is not",
        **dict.fromkeys(["shown", "pages", "obstacle"], "previews, which are drawn again from the bytes"),
    },
    "tasks.Task": {
        "id": _KEY,
        **dict.fromkeys(["attempts", "last_error"], "of the last try"),
        "given_up_at": "a task that was given up is named; one that was not goes on",
    },
    "tasks.LanePulse": {"*": "when a worker last ran; nothing follows from it"},
    "record.Cosignature": {"id": _KEY},
    "workroom.Correction": {"id": _KEY},
    "workroom.ReadMarker": {"*": "what somebody has seen is not what was agreed"},
    "workroom.Upload": {"*": "a file on its way: nothing is on the record before it is posted"},
    "conduct.Flag": {
        "id": _KEY,
        "file_name": "a copy of the name of a file, for operators; the entry counts",
    },
    "notices.CalendarFeed": {"token": "a secret: the record says only that there is one, and since when"},
    "notices.Notice": {"*": "a copy of what an entry says, in the words of its day; the entry counts"},
    "search.IndexedEntry": {"*": _INDEX},
    "search.FileText": {"*": _INDEX},
    "exports.Export": {"*": "an archive for a week, which is made anew from the record"},
}
"""May change freely, and why."""

UNSEEN: Columns = {}
"""Not seen yet: every column here is one that the audit promises and does not look at."""


def derived() -> set[tuple[str, str]]:
    """The columns that are compared with what the record adds up to, as model and column."""
    columns = set()
    for table in TABLES:
        own = {field.name for field in table.model._meta.concrete_fields}
        for path in (table.subject, *table.key, *table.columns):
            name = path.split("__")[0]
            if name in own:
                columns.add((table.model._meta.label, name))
    return columns


def listed(columns: Columns) -> set[tuple[str, str]]:
    """The columns of a list, as model and column; an asterisk is every column of its model."""
    return {
        (model, field.name)
        for model, names in columns.items()
        for field in apps.get_model(model)._meta.concrete_fields
        if "*" in names or field.name in names
    }


def every() -> dict[tuple[str, str], "Field[object, object]"]:
    """Every column of every table, as model and column."""
    return {
        (model._meta.label, field.name): field for model in models() for field in model._meta.concrete_fields
    }


def models() -> list[type[Model]]:
    """Every model that has a table of its own."""
    return [model for model in apps.get_models(include_auto_created=True) if not model._meta.proxy]
