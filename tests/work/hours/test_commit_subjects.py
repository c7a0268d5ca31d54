"""The subjects of pasted commits, in the forms in which Git and its sites show them."""

import pytest

from handsel.work.hours.commit_subjects import commit_subjects

LOG = """commit 3f2a9c1d5e7b8a9c0d1e2f3a4b5c6d7e8f9a0b1c (HEAD -> main, origin/main)
Author: Ben Okafor <ben@example.org>
Date:   Tue Mar 3 10:12:44 2026 +0100

    Scan plates 40 to 60

    The lamp was too dim before.

    Signed-off-by: Ben Okafor <ben@example.org>

commit 77aa01b
Merge: 1234567 89abcde
Author: Ben Okafor <ben@example.org>
Date:   Tue Mar 3 09:00:00 2026 +0100

    Take in what Ada changed

commit 0011223344556677889900112233445566778899
Author: Ben Okafor <ben@example.org>

    Merge branch 'plates'

commit 9911223344556677889900112233445566778899
Author: Ben Okafor <ben@example.org>

    Name the stars
 plates/40.csv | 3 +-
 1 file changed, 2 insertions(+), 1 deletion(-)
"""
GRAPH = """*   commit 3f2a9c1
|\\  Merge: 1234567 89abcde
| | Author: Ben <ben@example.org>
| |
| |     Take in plates
| |
| * commit 4f2a9c1
|/  Author: Ben <ben@example.org>
|
|       Scan plates
|
|       With the new lamp.
"""


@pytest.mark.parametrize(
    ("pasted", "subjects"),
    [
        ("", []),
        (" \n\t\n\u200b\n", []),
        ("Scan plates\nName the stars", ["Scan plates", "Name the stars"]),
        ("3f2a9c1 Scan plates", ["Scan plates"]),
        ("3f2a9c1 (HEAD -> main, tag: v1) Scan plates", ["Scan plates"]),
        ("3f2a9c1 (origin/main) Scan plates", ["Scan plates"]),
        ("3f2a9c1 (ben/plates/40, main) Scan plates", ["Scan plates"]),
        ("3f2a9c1 (fix) Scan plates", ["(fix) Scan plates"]),
        ("3f2a9c1 (see a/b) Scan plates", ["(see a/b) Scan plates"]),
        ("3f2a9c1 (/plates) Scan plates", ["(/plates) Scan plates"]),
        ("3f2a9c1 (" + "a/" * 49_000, ["(" + "a/" * 49_000]),
        ("3f2a9c1 (" + "/" * 99_000, ["(" + "/" * 99_000]),
        ("3f2a9c1 (lamp) Scan plates", ["(lamp) Scan plates"]),
        ("* 3f2a9c1 Scan plates\n| * 4f2a9c1 Name them\n|/\n", ["Scan plates", "Name them"]),
        ("- Scan plates\n• Name them\n* Sort them", ["Scan plates", "Name them", "Sort them"]),
        ("3f2a9c1\n1234567", []),
        ("Undo 3f2a9c1 for now", ["Undo 3f2a9c1 for now"]),
        ("defaced plates are left out\n", ["defaced plates are left out"]),
        ("/plates answers faster", ["/plates answers faster"]),
        ("Scan plates\n\nSigned-off-by: Ben <b@example.org>\nCo-authored-by: Ada <a@x.org>", ["Scan plates"]),
        ("Change-Id: I3f2a9c1\nCc: Ada <a@example.org>\nfixes: #12", []),
        ("Fixes #12 and a lamp", ["Fixes #12 and a lamp"]),
        ("Merge branch 'main' into plates\nMerge pull request #7 from ben/plates", []),
        (
            "Merged in plates (pull request #7)\nMerge two catalogues of stars",
            ["Merge two catalogues of stars"],
        ),
        ("feat(plates): scan 40 to 60 (#12)", ["feat(plates): scan 40 to 60 (#12)"]),
        ("Scan plates\r\nName them\r\n", ["Scan plates", "Name them"]),
        ("Scan \u202eplates", ["Scan plates"]),
        (LOG, ["Scan plates 40 to 60", "Name the stars"]),
        (GRAPH, ["Scan plates"]),
    ],
)
def test_subjects_are_what_is_left_of_commits(pasted: str, subjects: list[str]) -> None:
    assert commit_subjects(pasted) == subjects
