"""Settings, read from the environment alone. Development needs none."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from handsel.config import database, environment, keys, mail
from handsel.config.wrong_setting import WrongSetting
from handsel.kernel.money import CURRENCIES

_IN_PRODUCTION = environment.choice("MODE", ["embedded", "production"], "embedded") == "production"

# Storage
DATA_DIR = Path(environment.text("DATA_DIR", "data")).resolve()
FILES_DIR = DATA_DIR / "files"
SHOTS_DIR = DATA_DIR / "shots"
EXPORTS_DIR = DATA_DIR / "exports"
PDF_DIR = DATA_DIR / "pdf"
CLAMD = environment.scanner("CLAMD")
LOG_DIR = DATA_DIR / "log"
LOG_KEY_DIR = Path(environment.text("LOG_KEY_DIR", str(DATA_DIR / "log-key"))).resolve()
DATABASES: dict[str, dict[str, Any]] = {
    "default": environment.secret_url(
        "DATABASE_URL", f"sqlite:///{DATA_DIR}/handsel.sqlite3", database.database, expected=database.EXPECTED
    )
}
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # Rate limit counters: with a small cache, a few hundred others evict them.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # How often a device asks: counted by each process, since every request would write it.
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The house
HOUSE_NAME = environment.text("HOUSE_NAME", "Handsel")
HOUSE_TIME_ZONE = environment.zone("HOUSE_TIME_ZONE", "America/New_York")
HOUSE_CURRENCY = environment.choice("HOUSE_CURRENCY", list(CURRENCIES), "USD")
MONEY = environment.choice("MONEY", ["test", "live"], "test")
if MONEY == "live":
    environment.refuse("MONEY", "test, because no rail to a bank exists yet and real money could not move")
RAILS = {"sandbox": "handsel.money.rails.sandbox.rail.Sandbox"}
RAIL = "sandbox"
INVITATIONS_A_DAY = environment.whole("INVITATIONS_A_DAY", 5, least=0, most=10_000)
INVITATIONS_A_DAY_PAID = environment.whole("INVITATIONS_A_DAY_PAID", 30, least=0, most=10_000)

# Addresses
HOST = environment.text("HOST", "127.0.0.1")
PORT = environment.whole("PORT", 8000, least=1, most=65535)
_LOCAL_URL = "" if _IN_PRODUCTION else f"http://localhost:{PORT}"
BASE_URL = environment.url("BASE_URL", _LOCAL_URL, schemes=["https"] if _IN_PRODUCTION else ["http", "https"])
_BASE_HOST = urlsplit(BASE_URL).hostname or ""
_LOCAL_HOSTS = [] if _IN_PRODUCTION else ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = environment.listed("ALLOWED_HOSTS", [_BASE_HOST, *_LOCAL_HOSTS])
_PORT = urlsplit(BASE_URL).port or 443
EXACT_HOSTS = [f"{name}:{_PORT}" for name in ALLOWED_HOSTS] if _IN_PRODUCTION else []
TRUSTED_PROXIES = environment.whole("TRUSTED_PROXIES", int(_IN_PRODUCTION), least=0, most=9)
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
CSRF_TRUSTED_ORIGINS = [BASE_URL]

# Machines that watch over the house
METRICS_TOKEN = environment.secret("METRICS_TOKEN")

# Witnesses of the log
WITNESSES = environment.witnesses("WITNESSES")

# Secrets and security
DEBUG = False
SECRET_KEY = environment.secret("SECRET_KEY")
if not SECRET_KEY and not _IN_PRODUCTION:
    SECRET_KEY = keys.load_or_create(DATA_DIR / "secret-key")
if len(SECRET_KEY) < keys.CHARACTERS_MIN:
    raise WrongSetting(
        "HANDSEL_SECRET_KEY is not set, or is short; expected a secret of at least "
        f"{keys.CHARACTERS_MIN} characters, there or in the file that HANDSEL_SECRET_KEY_FILE names."
    )
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _IN_PRODUCTION
SECURE_HSTS_SECONDS = 31_536_000 if _IN_PRODUCTION else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SESSION_COOKIE_AGE = 14 * 24 * 60 * 60
X_FRAME_OPTIONS = "DENY"
AUTH_USER_MODEL = "people.Person"
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
]

# Signing in
AUTHENTICATION_BACKENDS = ["handsel.people.backends.PersonBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "handsel.people.adapters.PersonAdapter"
USERSESSIONS_ADAPTER = "handsel.people.adapters.SessionsAdapter"
ACCOUNT_FORMS = {
    "login": "handsel.people.forms.SignIn",
    "signup": "handsel.people.forms.SignUp",
    "change_password": "handsel.people.forms.ChangePassword",
    "set_password": "handsel.people.forms.SetPassword",
    "reset_password": "handsel.people.forms.ResetPassword",
    "reset_password_from_key": "handsel.people.forms.NewPassword",
    "add_email": "handsel.people.forms.ChangeEmail",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
CONFIRM_MINUTES = environment.whole("CONFIRM_MINUTES", 15, least=1, most=24 * 60)
MFA_ADAPTER = "handsel.people.factors.adapter.FactorsAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
MFA_FORMS = {
    "authenticate": "handsel.people.factors.forms.SignInCode",
    "authenticate_webauthn": "handsel.people.factors.passkey_forms.SecondStep",
    "login_webauthn": "handsel.people.factors.passkey_forms.SignInByPasskey",
}
# Nobody signs in before their address is confirmed; otherwise nobody with a factor could change theirs.
MFA_ALLOW_UNVERIFIED_EMAIL = True
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "signup": "20/m/ip",
    "reset_password": "20/m/ip",
    "reset_password_from_key": "20/m/ip",
    "confirm_email": "1/m/key",
    "change_password": "5/m/user",
    "manage_email": "10/m/user",
}

# Devices with the Tracker
IDP_OIDC_ROTATE_REFRESH_TOKEN = False
"""A device whose answer was lost on the way would be locked out."""
IDP_OIDC_RATE_LIMITS = {"device_user_code": "30/m/ip"}

# Mail
_MAIL = environment.secret_url("MAIL_URL", f"file://{DATA_DIR}/mail", mail.mail, expected=mail.EXPECTED)
EMAIL_BACKEND, EMAIL_FILE_PATH = _MAIL.backend, _MAIL.folder
EMAIL_HOST, EMAIL_PORT = _MAIL.host, _MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL.user, _MAIL.password
EMAIL_USE_SSL, EMAIL_USE_TLS = _MAIL.secure, _MAIL.starts_tls
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = _MAIL.sender or f"no-reply@{_BASE_HOST}"
_NEAR = {"127.0.0.1", "::1", "localhost"}
_NEAR_ONLY = HOST in _NEAR and _BASE_HOST in _NEAR and not TRUSTED_PROXIES
_MAILBOX = environment.boolean("MAILBOX_SHOWN", default=_NEAR_ONLY)
MAILBOX_SHOWN = _MAILBOX and _MAIL.folder is not None and not _IN_PRODUCTION

# Languages and time zones
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
LOCALE_PATHS = [Path(__file__).parents[1] / "locale"]

# Logging
LOG_LEVEL = environment.choice("LOG_LEVEL", ["DEBUG", "INFO", "WARNING", "ERROR"], "INFO")
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"thin out": {"()": "handsel.config.log_thinning.ThinOut"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["thin out"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "handsel": {"level": LOG_LEVEL},
        "django": {"handlers": [], "level": "WARNING"},
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}

# Apps, middleware and templates
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "handsel.ui",
    "handsel.tasks",
    "handsel.record",
    "handsel.people",
    "handsel.people.factors",
    "handsel.devices",
    "handsel.policy",
    "handsel.money.ledger",
    "handsel.money.rails",
    "handsel.money.rails.sandbox",
    "handsel.money.escrow",
    "handsel.money.invoices",
    "handsel.work.jobs",
    "handsel.work.exits",
    "handsel.work.workroom",
    "handsel.work.bonuses",
    "handsel.work.refunds",
    "handsel.work.hours",
    "handsel.work.milestones",
    "handsel.work.terms",
    "handsel.trust.approvals",
    "handsel.trust.casework",
    "handsel.trust.conduct",
    "handsel.trust.disputes",
    "handsel.trust.erasing",
    "handsel.notices",
    "handsel.search",
    "handsel.exports",
    "handsel.web",
    "handsel.console",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.idp.oidc",
]
ROOT_URLCONF = "handsel.config.urls"
MIDDLEWARE = [
    "handsel.ui.middleware.exact_host",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "handsel.ui.middleware.content_policy",
    "handsel.ui.error_json.errors_as_json",
    "handsel.web.base.outages.Outages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "handsel.ui.middleware.reader",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "handsel.web.base.body_limits.limit_body",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "handsel.ui.middleware.Refusals",
]
FILE_UPLOAD_HANDLERS = [
    "handsel.web.base.upload_names.WholeNamesHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
CSRF_FAILURE_VIEW = "handsel.ui.error_pages.stale_form"
FORM_RENDERER = "handsel.ui.focus.FormRenderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "handsel.ui.context.house",
                "handsel.web.account.inbox.unread",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "django_htmx.templatetags.django_htmx",
                "handsel.ui.templatetags.ui",
                "handsel.search.templatetags.marking",
                "handsel.web.templatetags.counted_days",
            ],
        },
    }
]
STATIC_URL = "/static/"
STATICFILES_FINDERS = [
    "handsel.ui.stylesheet.StylesheetFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
WHITENOISE_USE_FINDERS = True
