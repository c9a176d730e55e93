"""Django's settings for all three shapes; what an operator may change comes from `env`."""

from pathlib import Path

import dj_database_url
from csp.constants import NONCE, NONE, SELF

from kopru.config import env

PROJECT = Path(__file__).resolve().parent.parent

HOME = Path(env.text("KOPRU_HOME", "var", "Folder of the database, the files and the outbox.")).resolve()
DEBUG = env.flag("KOPRU_DEBUG", "Show technical error pages. Never on a server.", default=False)
SECRET_KEY = env.secret("KOPRU_SECRET_KEY", HOME, "secret.key", "Signs sessions and links; made on first start.")
SECRET_KEY_FALLBACKS = env.names(
    "KOPRU_SECRET_KEY_FALLBACKS",
    "",
    "Earlier values of KOPRU_SECRET_KEY: links in mails that were signed with them stay valid.",
)
HOST = env.text("KOPRU_HOST", "127.0.0.1", "Address on this machine that `kopru run` listens on.")
PORT = env.number("KOPRU_PORT", 8000, "Port that `kopru run` listens on.")
BASE_URL = (
    env.text("KOPRU_BASE_URL", "", "Public address, as it stands in mails and feeds; empty is this machine's own.")
    or f"http://localhost:{PORT}"  # a name: browsers keep no passkey for a number
).rstrip("/")
ALLOWED_HOSTS = env.names("KOPRU_HOSTS", "127.0.0.1,localhost,[::1]", "Host names that are answered.")
CSRF_TRUSTED_ORIGINS = [BASE_URL]
SECURE = BASE_URL.startswith("https://")
DEMO = env.flag("KOPRU_DEMO", "A demonstration: two-factor sign-in is offered, not forced.", default=False)

INSTALLED_APPS = [
    "kopru.house",
    "kopru.desk",
    "kopru.demo",
    "kopru.web",
    "kopru.newsroom",
    "kopru.photos",
    "kopru.cases",
    "kopru.delivery",
    "kopru.directory",
    "kopru.typesetting",
    "kopru.search",
    "kopru.core",
    "wagtail.contrib.settings",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "kopru.desk.apps.AccountsConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "kopru.web.cache.middleware.WholePages",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "kopru.core.bodies.Scales",  # before what reads a form
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "kopru.desk.language.OwnLanguage",
    "allauth.account.middleware.AccountMiddleware",
    "kopru.desk.sign_in.SecondFactor",
    "kopru.desk.access.Doors",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "kopru.config.urls"
WSGI_APPLICATION = "kopru.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kopru.core.context.identity",
            ],
        },
    },
]

KEEP_PAGES = env.flag("KOPRU_KEEP_PAGES", "Give public pages out again until something changes.", default=True)

DATABASE_URL = env.text("KOPRU_DATABASE_URL", "", "PostgreSQL as postgres://user:password@host/name; empty is SQLite.")
if DATABASE_URL:
    DATABASES = {"default": dj_database_url.parse(DATABASE_URL, conn_max_age=None)}
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(HOME / "kopru.sqlite3"),
            "CONN_MAX_AGE": None,
            # DEFERRED gave three writers 528 "database is locked" of 1,900; IMMEDIATE none (design §2).
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 10,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            },
            # A file, as in the office: a database in memory locks whole tables and refuses a second thread.
            "TEST": {"NAME": str(HOME / "test.sqlite3")},
        }
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MAIL_CHANNEL = env.text(
    "KOPRU_MAIL_CHANNEL", "outbox", "What carries mail: `outbox` (nothing leaves this machine) or `smtp`."
)
MAIL_SENDER = env.text("KOPRU_MAIL_SENDER", "", "Address mails come from; empty is that of the identity.")
MAILBOXES = env.names(
    "KOPRU_MAILBOXES",
    "",
    "Mailboxes that mail is fetched from: `talep=imaps://user:password@host/INBOX`; `?move=Köprü` moves what was taken "
    "in. Instead of the address the path of a file (mode 0600) that holds it; write `%40` for @ within a name.",
)
IMAP_CA = env.text(
    "KOPRU_IMAP_CA",
    "",
    "File (PEM) with the authorities that mail servers’ certificates may be of, beside those the system trusts.",
)
MAIL_DROP = env.text(
    "KOPRU_MAIL_DROP", "", "Folder into whose `new` mails are dropped, one file each; they are moved to its `done`."
)
MAYORS_MAILBOX = env.text(
    "KOPRU_MAYORS_MAILBOX", "", "Address of the mayor's mailbox: a mail to it is marked as written to the mayor."
)
OPEN311_KEYS = env.names(
    "KOPRU_OPEN311_KEYS", "", "Keys with which other programs may report faults (Open311); empty lets nobody report."
)
OPEN311_SENDING = env.names(
    "KOPRU_OPEN311_SENDING",
    "",
    "Our keys to other authorities’ Open311 servers, as `name=key`; the name stands in the register of authorities.",
)
MAIL_RETURN_PATH = env.text(
    "KOPRU_MAIL_RETURN_PATH",
    "",
    "Address bounces come back to; each mail adds its own +sign to it. Empty is the sender, without a sign.",
)
SMTP_RELAYS = env.names(
    "KOPRU_SMTP_RELAYS",
    "",
    "Mail servers, the preferred first: `smtp://host:25`, `smtp+starttls://user:password@host:587`, `smtps://host:465`.",
)
SMTP_CONNECTIONS = env.number("KOPRU_SMTP_CONNECTIONS", 2, "Connections a worker holds to the mail server.")
SMTP_TIMEOUT = env.number("KOPRU_SMTP_TIMEOUT", 60, "Seconds a mail server may take to answer.")
DKIM_KEYS = env.names(
    "KOPRU_DKIM_KEYS", "", "DKIM keys as `selector@domain=/path/key.pem` (RSA or Ed25519); all of them sign."
)
DNS_SERVER = env.text(
    "KOPRU_DNS_SERVER", "", "Name server asked about SPF, DKIM and DMARC, as `10.0.0.1`; empty is that of the system."
)
STILL_RIGHT_MONTHS = env.number(
    "KOPRU_STILL_RIGHT_MONTHS",
    12,
    "Months after which a contact is asked whether what we hold is still right; 0 never.",
)
MORNING_MAIL_AT = env.text(
    "KOPRU_MORNING_MAIL_AT",
    "08:30",
    "Local time at which the staff gets, on working days, a mail of what waits for them; empty never.",
)
FOUR_EYES_ABOVE = env.number(
    "KOPRU_FOUR_EYES_ABOVE", 200, "More recipients than this need a second person and the count typed."
)
BOUNCE_STOP_PERCENT = env.number(
    "KOPRU_BOUNCE_STOP_PERCENT", 10, "A dispatch stops by itself when more than this share of at least 20 failed."
)
QUIET_HOURS = env.text("KOPRU_QUIET_HOURS", "21:00-08:00", "Local hours in which what is not urgent waits.")

TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default"],
    }
}

STORAGES = {
    "default": {"BACKEND": "kopru.core.disk.WholeFiles"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "kopru.web.fonts.FontFinder",
]
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
MEDIA_ROOT = HOME / "files"
# Never served from disk: every file goes through a view that asks the visibility rule.
MEDIA_URL = "/files/"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440

AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
ACCOUNT_ADAPTER = "kopru.desk.sign_in.Adapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Köprü"
MFA_FORMS = {"add_webauthn": "kopru.desk.forms.AddKeyForm"}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
SILENCED_SYSTEM_CHECKS: list[str] = []

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, "'unsafe-inline'"],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "frame-ancestors": [SELF],
        "form-action": [SELF],
    }
}

LANGUAGE_CODE = "tr"
LANGUAGES = [("tr", "Türkçe"), ("en", "English")]
LOCALE_PATHS = [PROJECT / "desk" / "overlay"]
TIME_ZONE = "Europe/Istanbul"
USE_I18N = True
USE_TZ = True

WAGTAIL_SITE_NAME = "Köprü"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_I18N_ENABLED = False
WAGTAILADMIN_PERMITTED_LANGUAGES = [("tr", "Türkçe"), ("en", "English")]
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_DATE_FORMAT = "%d.%m.%Y"
WAGTAIL_DATETIME_FORMAT = "%d.%m.%Y %H:%M"
WAGTAIL_USER_TIME_ZONES = ["Europe/Istanbul"]
WAGTAILIMAGES_IMAGE_MODEL = "photos.Photo"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "heic", "avif"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 40 * 1024 * 1024
WAGTAILIMAGES_IMAGE_FORM_BASE = "kopru.photos.forms.PhotoForm"
WAGTAILIMAGES_JPEG_QUALITY = 80
PHOTO_MEGAPIXELS = env.number(
    "KOPRU_PHOTO_MEGAPIXELS", 100, "Largest photo that is taken; 8 MB of memory are needed for each megapixel."
)
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
TAGGIT_CASE_INSENSITIVE = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"kopru": {"level": "INFO"}},
}

#: Every setting above that an operator may change; `kopru settings` prints them.
DECLARED = env.DECLARED
