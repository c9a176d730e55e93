# Köprü: thin targets; what they do is in the `kopru` command.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export DJANGO_SETTINGS_MODULE := kopru.config.settings

.DEFAULT_GOAL := help
.PHONY: help run demo test check test-services bench words lock clean

help: ## what there is
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

# What is installed already is not asked for again: the registry is needed only where requirements/ names something new.
$(VENV)/base.stamp: requirements/base.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 ya da yenisi gerekli; bu %s. Örnek: make run PYTHON=python3.12" % sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	@echo "  Gerekli parçalar kuruluyor; yalnız ilk kez, birkaç dakika sürebilir."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check --only-binary :all: --require-hashes -r requirements/base.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-index --no-deps --no-build-isolation -e .
	@$(BIN)/kopru words --compile >/dev/null
	@touch $@

$(VENV)/dev.stamp: $(VENV)/base.stamp requirements/dev.txt
	@echo "  Denemelerin parçaları kuruluyor; yalnız ilk kez."
	@$(BIN)/pip install --quiet --disable-pip-version-check --only-binary :all: --require-hashes -r requirements/dev.txt
	@touch $@

run: $(VENV)/base.stamp ## start Köprü with the demonstration office
	@KOPRU_DEMO=1 $(BIN)/kopru setup && KOPRU_DEMO=1 $(BIN)/kopru demo --if-empty && KOPRU_DEMO=1 exec $(BIN)/kopru run

demo: $(VENV)/base.stamp ## load the demonstration office
	@KOPRU_DEMO=1 $(BIN)/kopru setup && KOPRU_DEMO=1 $(BIN)/kopru demo

test: $(VENV)/dev.stamp ## every test that needs nothing outside Python
	$(BIN)/kopru words --compile
	$(BIN)/pytest -m "not services" -n auto

check: $(VENV)/dev.stamp ## format, lint, types, imports, migrations, words
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/kopru makemigrations --check --dry-run
	$(BIN)/kopru words --check

test-services: $(VENV)/dev.stamp ## journeys on real servers (installs and starts them)
	tests/services.sh

bench: $(VENV)/dev.stamp ## the benchmark table of the design
	$(BIN)/python -m bench $(NAMES)

words: $(VENV)/dev.stamp ## collect the words of every app and compile the translations
	$(BIN)/kopru words

lock: $(VENV)/dev.stamp ## pin requirements with their hashes
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header -q requirements/base.in -o requirements/base.txt
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header -q requirements/dev.in -o requirements/dev.txt

clean: ## forget what was built; never touches KOPRU_HOME
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache
