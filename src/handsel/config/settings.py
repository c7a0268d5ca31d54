"""Settings, read from the environment alone. Development needs none."""

from pathlib import Path

DATA_DIR = Path("data").resolve()
FILES_DIR = DATA_DIR / "files"
SECRET_KEY = "development"  # noqa: S105
DEBUG = False
ALLOWED_HOSTS = ["*"]
HOUSE_TIME_ZONE = "America/New_York"
HOUSE_NAME = "Handsel"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "handsel.look",
    "handsel.due",
    "handsel.record",
    "handsel.people",
    "handsel.policy",
    "handsel.money.ledger",
    "handsel.money.rails",
    "handsel.money.escrow",
    "handsel.money.invoices",
    "handsel.work.jobs",
    "handsel.work.workroom",
    "handsel.work.milestones",
    "handsel.work.terms",
    "handsel.notices",
    "handsel.web",
    "allauth",
    "allauth.account",
    "allauth.usersessions",
]
AUTH_USER_MODEL = "people.Person"
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": DATA_DIR / "handsel.sqlite3"}}
ROOT_URLCONF = "handsel.config.urls"
USE_TZ = True
TIME_ZONE = "UTC"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
STATIC_URL = "/static/"
