"""Check the time on the record of a job, and what its bundle has of tracked time."""

from collections.abc import Mapping

from handsel_verify.archives import Archive
from handsel_verify.chains import FAULTS_MAX
from handsel_verify.manifests import SEEDS, SEGMENTS, Manifest
from handsel_verify.notes import Key
from handsel_verify.protected_blocks import Seeds, protection_faults, seed_faults
from handsel_verify.recorded_time import RecordedTime
from handsel_verify.reports import Report
from handsel_verify.segments import Segment
from handsel_verify.time_members import seeds_in, segments_in
from handsel_verify.tracked_time import device_remarks, redaction_faults, segment_faults

TIME_MEMBERS = (SEGMENTS, SEEDS)


def check_time(archive: Archive, manifest: Manifest, key: Key, time: RecordedTime, report: Report) -> None:
    """Check time by its segments, their seeds and receipts; raises `TimeBroken` if they cannot be read."""
    faults, members = list(time.faults), manifest.members
    segments: Mapping[str, Segment] = {}
    seeds: Seeds = {}
    if not time.brought:
        faults += [f"{name} is there, but no time was tracked" for name in TIME_MEMBERS if name in members]
    elif missing := [name for name in TIME_MEMBERS if name not in members]:
        faults += [f"{name} is missing, but time was tracked" for name in missing]
    else:
        segments, wrong = segment_faults(time.brought, segments_in(archive), key)
        seeds, unseeded = seed_faults(seeds_in(archive), segments, key)
        faults += wrong + unseeded
    faults += redaction_faults(time)
    faults += protection_faults(time, segments, seeds)
    report.faults += faults[:FAULTS_MAX]
    if segments and not faults:
        report.holds.append(f"tracked time is as it was signed: {len(segments):,} segments with receipts")
        report.remarks += device_remarks(time.brought)
    if time.sheets and not faults:
        report.holds.append(f"timesheets are the sums of their time: {len(time.sheets):,} submitted")
