"""Where the bundle begins: it has its own libraries, and a browser that it starts has those of the system."""

import os
import sys

from handsel_tracker.__main__ import main

OWN = ("LD_LIBRARY_PATH", "QT_PLUGIN_PATH", "QML2_IMPORT_PATH")
"""What the loader of the bundle set; it is told to do so again in a process of the bundle."""
CERTIFICATES = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
)
"""Whom systems trust: the bundle's own library knows only the place of the system where it was built."""

for name in OWN:
    os.environ.pop(name, None)
    if before := os.environ.pop(f"{name}_ORIG", ""):
        os.environ[name] = before
os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"
for path in filter(os.path.exists, CERTIFICATES):
    os.environ.setdefault("SSL_CERT_FILE", path)
sys.exit(main())
