"""The house's settings for tests: a folder of their own, and passwords that are quick to hash."""

import atexit
import os
import shutil
import tempfile

_KEPT = {"HANDSEL_DATABASE_URL", "HANDSEL_SHOTS"}

for _name in [name for name in os.environ if name.startswith("HANDSEL_") and name not in _KEPT]:
    del os.environ[_name]
_folder = tempfile.mkdtemp(prefix="handsel-tests-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["HANDSEL_DATA_DIR"] = _folder

from handsel.config.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_AUTOREFRESH = True
"""Static files are looked for when they are asked for, not listed anew by each test client."""
if (_sqlite := DATABASES["default"]["OPTIONS"]).get("init_command"):  # noqa: F405
    _sqlite["init_command"] += ";PRAGMA synchronous=OFF"
"""What a test writes need not outlive the machine."""
