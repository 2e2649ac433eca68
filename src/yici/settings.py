"""Django settings of one Yici instance. Everything an operator changes comes from the environment.

`DATABASE_URL` must be set: the `yici` command sets it (starting the embedded database when it is absent), the tests do
the same. Settings start nothing themselves, so that importing them is free of side effects.
"""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.templatetags.static import static
from django.utils.translation import gettext_lazy

from yici.database.url import django_database
from yici.files.clamd import is_address
from yici.people.networks import networks_named
from yici.people.provider import read_provider

BASE_DIR = Path(__file__).resolve().parent
HOME = Path(os.environ.get("YICI_HOME", ".yici")).resolve()
YICI_PLACE = os.environ.get("YICI_PLACE", "")
"""The twelve-digit code of the place that this instance serves, shown until somebody chooses another; may be empty."""
YICI_URL = os.environ.get("YICI_URL", "").rstrip("/")
"""Where people reach this site, as https://yici.example.gov.cn: what links of messages and codes on documents open."""
YICI_DOCUMENTS = Path(os.environ.get("YICI_DOCUMENTS", HOME / "documents")).resolve()
"""Where a site keeps its own templates, words and marks of documents."""
YICI_SEALS = Path(os.environ.get("YICI_SEALS", HOME / "seals")).resolve()
"""Where the seals of its bodies lie, each encrypted under the operator's key."""
YICI_TIMESTAMPS = os.environ.get("YICI_TIMESTAMPS", "")
"""The address of a time-stamp server (RFC 3161): with it seals are PAdES-B-T, else B-B."""
YICI_SM_PROGRAM = os.environ.get("YICI_SM_PROGRAM", "")
"""The program of a licensed device that signs with SM2 beside the seal (see `cli.seals_job.detached`); may be empty."""
YICI_CASE_NUMBERS = os.environ.get("YICI_CASE_NUMBERS", "place")
"""How approvals are numbered: `place`, or `implementing` where the place gives an implementing code."""
if YICI_CASE_NUMBERS not in ("place", "implementing"):
    raise ImproperlyConfigured("YICI_CASE_NUMBERS is neither place nor implementing")
DEBUG = os.environ.get("YICI_DEBUG") == "1"
SECRET_KEY = os.environ.get("YICI_SECRET_KEY", "")
if not SECRET_KEY:
    raise ImproperlyConfigured("YICI_SECRET_KEY is not set: start Yici with the `yici` command, which keeps one")
ALLOWED_HOSTS = os.environ.get("YICI_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")
if not (_proxies := os.environ.get("YICI_PROXIES", "0")).isdecimal():
    raise ImproperlyConfigured("YICI_PROXIES is not a number: write how many proxies of your own stand before Yici")
YICI_PROXIES = int(_proxies)
"""How many proxies of our own stand before this service: so many addresses of X-Forwarded-For are believed."""
YICI_PUBLIC_NETWORKS = networks_named(os.environ.get("YICI_PUBLIC_NETWORKS", ""))
"""The networks of windows and kiosks: whoever signs in there sits at a public device, on which nothing stays."""
YICI_PHONE = os.environ.get("YICI_PHONE", "").strip()
"""The telephone number of the window, shown where somebody may need help; empty: none is shown."""
YICI_SECOND_FACTOR = os.environ.get("YICI_SECOND_FACTOR", "required")
"""Whether staff must show a second factor before they work: "required" or "optional"."""
if YICI_SECOND_FACTOR not in ("required", "optional"):
    raise ImproperlyConfigured("YICI_SECOND_FACTOR is unknown: write required or optional")
try:
    REAL_NAME_PROVIDER = read_provider(os.environ)
    """The provider that checks real names; None: nobody does, and no page speaks of it."""
except ValueError as _wrong:
    raise ImproperlyConfigured(str(_wrong)) from _wrong
if "DATABASE_URL" not in os.environ:
    raise ImproperlyConfigured("DATABASE_URL is not set: start Yici with the `yici` command, or name a database")

INSTALLED_APPS = [
    # Before the administration that it dresses.
    "unfold.apps.BasicAppConfig",
    "yici.web.administration.apps.AdministrationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "ninja",
    "yici.ledger",
    "yici.files",
    "yici.people",
    "yici.documents",
    "yici.search",
    "yici.notices",
    "yici.catalogue",
    "yici.licences",
    "yici.lists",
    "yici.intake",
    "yici.cases",
    "yici.projects",
    "yici.oversight",
    "yici.web",
]
UNFOLD = {
    "SITE_TITLE": gettext_lazy("一次 · 运行管理"),
    "SITE_HEADER": gettext_lazy("一次 · 运行管理"),
    "SHOW_HISTORY": False,
    "SHOW_LANGUAGES": True,
    "SHOW_VIEW_ON_SITE": True,
    "BORDER_RADIUS": "8px",
    "STYLES": [lambda request: static("yici/administration.css")],
    # The ink of our own pages, from paper to night.
    "COLORS": {
        "primary": {
            "50": "#f3f6f9", "100": "#e9eef4", "200": "#cddae6", "300": "#9cb8d2", "400": "#6a91b6", "500": "#3f6c96",
            "600": "#173a5e", "700": "#133150", "800": "#0f2740", "900": "#0b1d30", "950": "#071320",
        },
    },
    "SIDEBAR": {"show_search": False, "show_all_applications": False},
}  # fmt: skip
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "yici.api.gateway.ApiGateway",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "yici.web.security.session_cookie.KeptSessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "yici.web.security.seen.SeenMiddleware",
    "yici.web.device.staying.DeviceMiddleware",
    "axes.middleware.AxesMiddleware",
    "yici.web.errors.RefusalMiddleware",
]
CSRF_FAILURE_VIEW = "yici.web.errors.form_expired"
ROOT_URLCONF = "yici.urls"
WSGI_APPLICATION = "yici.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # Before the apps' own: the pages for signing in wear our frame.
        "DIRS": [BASE_DIR / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "yici.web.context.face",
            ],
        },
    }
]
DATABASES = {"default": django_database(os.environ["DATABASE_URL"])}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "signed_in"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "yici.web.account.Adapter"
MFA_ADAPTER = "yici.web.security.adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# One step of thirty seconds each way: the clocks of phones differ (RFC 6238, 5.2).
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "yici.web.security.forms.ShowCode",
    "reauthenticate": "yici.web.security.forms.ShowCodeAgain",
    "activate_totp": "yici.web.security.forms.SetUpApp",
    "add_webauthn": "yici.web.security.keys.AddKey",
    "edit_webauthn": "yici.web.security.keys.RenameKey",
    "authenticate_webauthn": "yici.web.security.keys.ShowKey",
    "reauthenticate_webauthn": "yici.web.security.keys.ShowKeyAgain",
    "login_webauthn": "yici.web.security.keys.SignInByKey",
}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
# Wrong passwords for one account from one address are counted by axes, whose page says until when to wait; all from one
# address by our adapter, in the database and generously, because a hall or a village may be behind one.
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": None}
SOCIALACCOUNT_STORE_TOKENS = False
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "yici.web.signing.account_tried"
AXES_CLIENT_IP_CALLABLE = "yici.web.signing.address_tried_from"
AXES_LOCKOUT_CALLABLE = "yici.web.signing.locked_out"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
# Texts of a site of its own come first: HOME/locale/zh_Hans/LC_MESSAGES/django.mo says any sentence in other words.
LOCALE_PATHS = [HOME / "locale", BASE_DIR / "locale"]
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG

# One worker, one thread, one connection that stays: a new one costs 20 ms, a pool 0.1 ms a request.
CONN_MAX_AGE = None
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_HANDLERS = ["yici.files.upload.KeptInMemory"]
YICI_CLAMAV = os.environ.get("YICI_CLAMAV", "")
"""Where clamd listens, "unix:/path" or "tcp:host:port"; empty: uploads are not scanned."""
if YICI_CLAMAV and not is_address(YICI_CLAMAV):
    raise ImproperlyConfigured("YICI_CLAMAV is no address: write unix:/path/of/the/socket or tcp:host:port")
YICI_CHANNELS = os.environ.get("YICI_CHANNELS", HOME / "channels.toml")
"""By which ways messages leave the house, if there are any; see `yici.notices.channels`."""
YICI_TEXTS = os.environ.get("YICI_TEXTS", HOME / "texts")
"""What messages say in words of this site's own, if it has any; see `yici.notices.texts`."""
YICI_SITE = os.environ.get("YICI_SITE", "一次")
"""The name of this site in messages."""
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = os.environ.get("YICI_HTTPS") == "1"
# Behind a proxy that speaks TLS a form comes from https, while the request that reaches us does not.
CSRF_TRUSTED_ORIGINS = [f"https://{'*' * one.startswith('.')}{one}" for one in ALLOWED_HOSTS if SESSION_COOKIE_SECURE]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "style-src": ["'self'"],
        "script-src": ["'self'"],
        "worker-src": ["'self'"],
        "manifest-src": ["'self'"],
        "frame-ancestors": ["'none'"],
        # A form that leads to the provider is a form that leads out: browsers look at where it is redirected to, too.
        "form-action": ["'self'", *(REAL_NAME_PROVIDER.origins if REAL_NAME_PROVIDER else ())],
        "base-uri": ["'none'"],
    }
}
_level = os.environ.get("YICI_LOG", "WARNING")
if _level not in ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"):
    raise ImproperlyConfigured("YICI_LOG is not a level: write DEBUG, INFO, WARNING, ERROR or CRITICAL")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"outage": {"()": "yici.database.outage.OneLine"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["outage"]}},
    "root": {"handlers": ["console"], "level": _level},
}
