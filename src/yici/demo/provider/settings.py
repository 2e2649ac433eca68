"""Django settings of the demonstration's identity provider, in its own process and with a database of its own.

Everything comes from the environment that `yici demo` gives to this process.
"""

import os
import secrets
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

FOLDER: Final = Path(os.environ["DEMO_PROVIDER_FOLDER"])
ISSUER: Final = os.environ["DEMO_PROVIDER_ISSUER"]
CLIENTS_AT: Final = os.environ.get("DEMO_PROVIDER_CLIENTS_AT", "").split()
"""Origins at which the instance may be: people are sent back nowhere else."""


def kept(name: str, made: bytes) -> bytes:
    """This will give what was kept under a name, keeping `made` the first time; readable by this user alone."""
    path = FOLDER / name
    if not path.exists():
        draft = path.with_suffix(f".{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_bytes(made)
        draft.replace(path)
    return path.read_bytes()


def new_key() -> bytes:
    """This will make a key to sign with."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


SECRET_KEY = kept("secret-key", secrets.token_urlsafe(48).encode()).decode()
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "allauth",
    "allauth.account",
    "allauth.idp.oidc",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "yici.demo.provider.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
            ]
        },
    }
]
DATABASES = {
    "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": FOLDER / "db.sqlite3", "OPTIONS": {"timeout": 5}}
}
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": FOLDER / "face-checks"}
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Cookies know no ports: under the usual names ours would overwrite those of the instance next door.
SESSION_COOKIE_NAME = "demo_provider_session"
CSRF_COOKIE_NAME = "demo_provider_csrf"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
PASSWORD_HASHERS = ["yici.demo.provider.adapter.Quick"]
IDP_OIDC_ADAPTER = "yici.demo.provider.adapter.RegisterAdapter"
IDP_OIDC_PRIVATE_KEY = kept("signing-key.pem", new_key() if not (FOLDER / "signing-key.pem").exists() else b"").decode()
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "ERROR"},
}
