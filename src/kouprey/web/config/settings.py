"""Django's settings, made of the node's own (`environment.SETTINGS`). Nothing else reads the environment."""

from __future__ import annotations

import shlex
from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

import kouprey
from kouprey.domain.retention import Periods
from kouprey.web.config import environment
from kouprey.web.config.database import database

HOME = environment.home()
PRODUCTION = environment.flag("KOUPREY_PRODUCTION")
DEBUG = environment.flag("KOUPREY_DEBUG")
SECRET_KEY = environment.secret_key()
CONTENT_KEY = environment.read("KOUPREY_CONTENT_KEY")
ALLOWED_HOSTS = environment.listed("KOUPREY_ALLOWED_HOSTS")
TRUSTED_PROXY = environment.read("KOUPREY_TRUSTED_PROXY")

INSTALLED_APPS = [
    "kouprey.web.config",
    "kouprey.web.ui",
    "kouprey.web.api",
    "kouprey.web.trade",
    "kouprey.web.seizures",
    "kouprey.web.law",
    "kouprey.web.records",
    "kouprey.web.accounts",
    "kouprey.web.core",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kouprey.web.accounts.middleware.Lock",
    "kouprey.web.accounts.middleware.Preferences",
    "kouprey.web.accounts.middleware.SecondFactor",
    "kouprey.web.records.middleware.Acting",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "kouprey.web.config.urls"
WSGI_APPLICATION = "kouprey.web.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
            ],
            "builtins": ["kouprey.web.ui.templatetags.days"],
        },
    }
]
DATABASES = {"default": database(environment.read("KOUPREY_DATABASE_URL"), HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"  # of other people's tables; ours have UUIDs

AUTH_USER_MODEL = "accounts.Officer"
AUTHENTICATION_BACKENDS = ["kouprey.web.accounts.backend.OfficerBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "full_name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
ACCOUNT_ADAPTER = "kouprey.web.accounts.adapter.NodeAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
# The count that matters is kept in the database (accounts/lockout.py); these stop floods before it.
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": "60/m/ip,60/5m/key", "reauthenticate": "30/m/user"}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
MFA_ADAPTER = "kouprey.web.accounts.factor_adapter.NodeFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "kouprey.web.accounts.forms.SignInCode",
    "reauthenticate": "kouprey.web.accounts.forms.ConfirmCode",
}
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # clocks of telephones differ by half a minute
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses are for notices; nobody signs in by one

# A shared office computer: a session ends with the browser, locks when nobody is there, and lasts one shift.
IDLE_LIMIT = timedelta(minutes=environment.number("KOUPREY_IDLE_MINUTES"))
SESSION_LIMIT = timedelta(hours=environment.number("KOUPREY_SESSION_HOURS"))
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = int(SESSION_LIMIT.total_seconds())
# Shared by every process and kept over a restart, without a server of its own.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_entries",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

HTTPS = environment.flag("KOUPREY_HTTPS")
SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
SECURE_HSTS_SECONDS = environment.number("KOUPREY_HSTS_SECONDS") if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

STATIC_URL = "static/"
STATIC_ROOT = HOME.absolute() / "static"
STORAGES = {"staticfiles": {"BACKEND": "kouprey.web.config.storage.HashedStatic"}}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

SCAN_COMMAND = shlex.split(environment.read("KOUPREY_SCAN_COMMAND"))
UPLOAD_LIMIT = environment.size("KOUPREY_UPLOAD_LIMIT")
UPLOADS_WAITING = environment.size("KOUPREY_UPLOADS_WAITING")
KEEP_FILES = Periods(
    loaded=environment.number("KOUPREY_KEEP_LOADED_DAYS"),
    not_started=environment.number("KOUPREY_KEEP_UNSTARTED_DAYS"),
    not_loaded=environment.number("KOUPREY_KEEP_FAILED_DAYS"),
)
TIPS_AGENCY = environment.read("KOUPREY_TIPS_AGENCY")
FILE_UPLOAD_HANDLERS = ["kouprey.web.trade.uploads.ToDisk"]

USE_TZ = True
TIME_ZONE = environment.read("KOUPREY_TIME_ZONE")
USE_I18N = True
LANGUAGE_CODE = environment.read("KOUPREY_LANGUAGE")
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [Path(kouprey.__file__).parent / "locale"]
USE_THOUSAND_SEPARATOR = False

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "waitress.queue": {"level": "ERROR"},  # it would say so for every request that waits a moment
    },
}
