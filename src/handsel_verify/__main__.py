"""`python -m handsel_verify` is `handsel-verify`."""

import sys

from handsel_verify.command import main

sys.exit(main())
