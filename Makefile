# Everything runs from this folder with Python 3.11 or newer and make: no root, no Docker, no Node, no database server.
# All paths are relative, so that the folder may have any name.

PYTHON ?= $(shell for p in python3 python3.11 python3.12 python3.13 python3.14; do \
	if $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo $$p; break; fi; done)
JOBS ?= 2
BIN := .venv/bin
PY := $(BIN)/python
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard src/yici/locale/*/LC_MESSAGES/*.po))
PIP := $(PY) -m pip --disable-pip-version-check install -qq --no-deps --require-hashes
# The checks that import the settings never reach a database.
CHECK := DJANGO_SETTINGS_MODULE=yici.settings YICI_SECRET_KEY=static-checks DATABASE_URL=postgresql://nobody@127.0.0.1:9/none
# Each worker takes whole files in a row, and what a slower one has left when it is done.
PYTEST := $(PY) -m pytest -n $(JOBS) --dist worksteal

unexport PYTHONPATH PYTHONHOME VIRTUAL_ENV
# Tests start many processes: none shall compile again what another has compiled.
unexport PYTHONDONTWRITEBYTECODE
.NOTPARALLEL:
.DELETE_ON_ERROR:
.PHONY: help setup demo test check check-format check-lint check-types check-imports check-django unit suite soak bench
.PHONY: messages browser lock clean

help:
	@echo 'make demo    start everything here, with demonstration data, and say where to look'
	@echo 'make setup   only install it (into .venv)'
	@echo 'make test    everything that is checked before a change is accepted: check, unit, suite'
	@echo 'make soak    the long tests'
	@echo 'make bench NAME=...   one of the benchmarks in bench/'
	@echo 'make messages   collect the texts to translate · make lock   pin newer packages · make clean   remove all made here'

setup: $(BIN)/yici $(CATALOGUES)
	@:

demo: setup
	@$(BIN)/yici demo

test: check unit suite

check: check-format check-lint check-types check-imports check-django

check-format: .venv/dev.stamp
	@echo '== format'
	@$(BIN)/ruff format --check .

check-lint: .venv/dev.stamp
	@echo '== lint'
	@$(BIN)/ruff check .

check-types: .venv/dev.stamp setup
	@echo '== types'
	@$(CHECK) $(BIN)/mypy

check-imports: .venv/dev.stamp setup
	@echo '== imports'
	@$(BIN)/lint-imports --no-logo

check-django: .venv/dev.stamp setup
	@echo '== settings and migrations'
	@$(CHECK) $(PY) -m django check --fail-level WARNING
	@$(CHECK) $(PY) -W ignore::RuntimeWarning -m django makemigrations --check --dry-run

unit: .venv/dev.stamp setup
	@echo '== domain tests, without Django'
	@$(PYTEST) -p no:django tests/domain

suite: .venv/dev.stamp setup browser
	@echo '== all other tests'
	@$(PYTEST) --ignore tests/domain --ignore tests/journeys
	@echo '== journeys in the browser'
	@$(PYTEST) tests/journeys

soak: .venv/dev.stamp setup browser
	@$(PYTEST) --hypothesis-profile soak --timeout 3600 -m 'soak or not soak'

bench: .venv/dev.stamp setup
	@test -f 'bench/$(NAME).py' || { echo 'make bench NAME=..., where NAME is one of:'; ls bench | sed -n 's/\.py$$//p'; exit 1; }
	@$(PY) -m 'bench.$(NAME)'

messages: .venv/dev.stamp
	@$(PY) -m tools.translations

browser: .venv/dev.stamp
	@$(PY) tests/journeys/browser.py

lock: .venv/dev.stamp
	@set -e; for lock in run.txt 'dev.txt --extra dev --constraint requirements/run.txt'; do \
		$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --system-certs \
			--upgrade --custom-compile-command 'make lock' pyproject.toml --output-file requirements/$$lock; done

clean:
	@if test -x $(PY) && test -d .yici/test/server; then $(PY) -m yici.database stop --home .yici/test/server; fi
	rm -rf .venv .yici/test .yici/browser .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis build dist
	find src tests bench tools -name __pycache__ -prune -exec rm -rf {} +
	find src -name '*.mo' -delete

.venv/pyvenv.cfg:
	@test -n '$(PYTHON)' || { echo 'Yici needs Python 3.11 or newer (or name one: make PYTHON=/path/to/python3).'; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; \
		echo 'This Python cannot make a virtual environment: install its venv module (Debian: python3-venv) and try again.'; \
		exit 1; }

.venv/run.stamp: requirements/run.txt .venv/pyvenv.cfg
	@echo 'Installing what Yici runs with (once, about a minute) ...'
	@$(PIP) -r requirements/run.txt
	@touch $@

.venv/dev.stamp: requirements/dev.txt .venv/run.stamp
	@echo 'Installing what the tests need ...'
	@$(PIP) -r requirements/dev.txt
	@$(PY) -m pip --disable-pip-version-check check
	@touch $@

# A path relative to site-packages and a launcher that finds its own Python: both survive any folder name and a move.
$(BIN)/yici: tools/yici .venv/run.stamp
	@$(PY) -c "import sysconfig as s, pathlib as p; p.Path(s.get_path('purelib'), 'yici.pth').write_text('../../../../src\n')"
	@cp tools/yici $@ && chmod +x $@

%.mo: %.po .venv/run.stamp
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@ --locale $(word 4,$(subst /, ,$<))
