"""Handsel: from "you have won the job" to "paid", on a record that neither side can alter.

Time zones come from the package tzdata alone (rules: policy 2): a system's copy may be years old, and
the bounds of a day or a week must not depend on the machine.
"""

import zoneinfo

zoneinfo.reset_tzpath(to=())
