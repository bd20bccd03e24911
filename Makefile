# make check   installs, runs the fixture cases against the shipped rule sets, says which retour codes fired
# make test    installs, runs the tests
# make lint    format, lint, types, import rules
# make schemas      writes the XSDs of the shipped rule sets from tools/models
# make texts        brings the Dutch texts (harness/retour/language/nl.po) up to date with the code
# make rule-pages   writes docs/rules from the catalogues of the shipped rule sets
# make rule-report  runs the fixtures of iWmo 3.2, and writes docs/rule-report.md
# make reference    writes docs/reference from the code
# make site         builds the site of the pages, in build/site
# make fuzz          throws 100,000 damaged files at each reader; a few minutes
# make quality      runs the fixtures on all mutants of the shipped rule sets, and writes docs/quality.md (minutes)
# make lock    writes .ci/requirements.txt: what a checkout is installed with, each file with its hash;
#              newest versions with UPGRADE=--upgrade
# make bench   measures; writes build/bench.json and prints the table of docs/performance.md
# make bench-full   the public benchmark, beside other ways to judge the same messages; writes docs/benchmark.md

PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/.installed
LOCK := .ci/requirements.txt

# The tests of a file share what takes long to make.
BY_FILE := --dist loadfile --no-loadscope-reorder

# Without compiled files Python reads every module anew, and pytest rewrites it anew: that doubles the time of the tests.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: check test lint schemas texts rule-pages rule-report reference site quality fuzz lock bench bench-full clean

check: $(INSTALLED)
	$(BIN)/retour run fixtures

test: $(INSTALLED)
	$(BIN)/pytest -q -n auto $(BY_FILE) tests

lint: $(INSTALLED)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

schemas: $(INSTALLED)
	$(BIN)/python -m tools.generate_schemas

texts: $(INSTALLED)
	$(BIN)/python -m tools.texts

rule-pages: $(INSTALLED)
	$(BIN)/python -m tools.generate_rule_pages

rule-report: $(INSTALLED)
	$(BIN)/python -m tools.generate_rule_report

reference: $(INSTALLED)
	$(BIN)/python -m tools.generate_reference

site: $(INSTALLED)
	$(BIN)/python -m tools.build_site

fuzz: $(INSTALLED)
	$(BIN)/python -m tests.fuzz --examples 100000

quality: $(INSTALLED)
	$(BIN)/python -m tools.generate_quality

lock: $(INSTALLED)
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes $(UPGRADE) \
		--custom-compile-command "make lock" --group dev --output-file $(LOCK) pyproject.toml

bench: $(INSTALLED)
	$(BIN)/python -m benchmarks

bench-full: $(INSTALLED)
	$(BIN)/python -m benchmarks.full

$(INSTALLED): pyproject.toml $(LOCK)
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes --requirement $(LOCK)
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

clean:
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
