"""What a device signs beside segments."""

from datetime import date
from uuid import UUID

from handsel_verify.device_statements import commitment_text, heartbeat_text

DEVICE, JOB = UUID(int=1), UUID(int=2)
NAMED = b'"device":"00000000-0000-0000-0000-000000000001"'


def test_a_commitment_names_what_it_is_and_its_device_and_day() -> None:
    assert commitment_text(DEVICE, date(2026, 3, 2), "ab") == (
        b'{"commitment":"ab","day":"2026-03-02",' + NAMED + b',"format":"handsel-commitment/1"}'
    )


def test_a_heartbeat_names_what_it_is_its_device_and_its_last_segment() -> None:
    beat = b'{"beat":7,' + NAMED + b',"format":"handsel-heartbeat/1","prev":"cd","running":'
    assert heartbeat_text(DEVICE, beat=7, seq=3, digest="cd", running=None) == beat + b'null,"seq":3}'
    running = b'"00000000-0000-0000-0000-000000000002"'
    assert heartbeat_text(DEVICE, beat=7, seq=3, digest="cd", running=JOB) == beat + running + b',"seq":3}'
