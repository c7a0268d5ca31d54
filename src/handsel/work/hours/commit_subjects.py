"""What pasted commit messages say was done: the subject of each, without what only Git needs."""

import re
from collections.abc import Iterator

from handsel.kernel.characters import clean_text, is_blank

_HEAD = re.compile(r"commit [0-9a-f]{7,64}(?: .*)?")
"""The line with which `git log` begins a commit."""
_MARKS = re.compile(r"\s*(?:[|*\\/_•-]+(?:\s+|$))*")
"""The lines that `--graph` draws, or the bullets of a list."""
_HASH = re.compile(
    r"\A(?=[a-f]*[0-9])[0-9a-f]{7,64}(?:\s+|$)(?:\((?:HEAD|tag: |main|master|[^\s()/]+/)[^)]*\)\s*)?"
)
"""A short hash, and the names of branches and tags that stand after it; a word has no digit in it."""
_MERGE = re.compile(
    r"Merge (?:branch|branches|pull request|merge request|remote-tracking branch|tag|commit)\b|Merged in "
)
_TRAILER = re.compile(r"(?:[\w-]+-by|cc|change-id|git-svn-id|fixes|closes|refs):\s", re.IGNORECASE)


def commit_subjects(pasted: str) -> list[str]:
    """The subjects in their order: of whole commits as `git log` shows them, else of every line.

    Merges and trailers are left out, and hashes are cut off.
    """
    lines = [_MARKS.sub("", line, count=1).rstrip() for line in pasted.splitlines()]
    is_log = any(_HEAD.fullmatch(line) for line in lines)
    subjects = _subjects_of_log(lines) if is_log else (_HASH.sub("", line, count=1) for line in lines)
    cleaned = [clean_text(subject) for subject in subjects]
    return [subject for subject in cleaned if is_work(subject)]


def _subjects_of_log(lines: list[str]) -> Iterator[str]:
    """The first line after the header of each commit that is no merge; a header ends with an empty line."""
    in_header, is_subject_next = False, False
    for line in lines:
        if _HEAD.fullmatch(line):
            in_header, is_subject_next = True, True
        elif in_header and line.startswith("Merge:"):
            is_subject_next = False
        elif not line:
            in_header = False
        elif is_subject_next and not in_header:
            is_subject_next = False
            yield line


def is_work(subject: str) -> bool:
    """Whether it says what was done: it is no merge, and no trailer of another."""
    return not (is_blank(subject) or _MERGE.match(subject) or _TRAILER.match(subject))
