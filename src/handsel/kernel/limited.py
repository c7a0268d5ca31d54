"""Run a module within limits of memory and time, behind whatever else the machine does.

Run as `python -m handsel.kernel.limited <bytes> <seconds> <module> [<argument> ...]`.
"""

import os
import resource
import runpy
import sys


def main(memory: str, seconds: str, module: str, *arguments: str) -> None:
    """Set the limits for good, then be the module."""
    limits = {resource.RLIMIT_AS: memory, resource.RLIMIT_CPU: seconds, resource.RLIMIT_CORE: "0"}
    for kind, most in limits.items():
        resource.setrlimit(kind, (int(most), int(most)))
    os.nice(10)
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
