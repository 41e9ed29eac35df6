# The two commands that matter are `make demo` and `make test`; `make` alone lists all.
# Each prepares what it needs, says what it does, and does nothing twice.

export PYTHONUTF8 = 1
JOBS ?= 3
BIN = .venv/bin

.DEFAULT_GOAL := help
.PHONY: help setup setup-test demo serve test test-long check format docs bench bench-read bench-describe bench-sign bench-reuse chaos peers peers-table clean

help: ## list these targets
	@echo "sohoa: digitise a paper once, sign it, keep it, reuse it."
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## prepare .venv/bin/sohoa and what it needs of the system
	@sh scripts/setup.sh run

setup-test: ## the same with what the tests need
	@sh scripts/setup.sh test

demo: setup ## digitise the fixture dossier and reuse it, in .demo
	@echo "== the archive of the demo: .demo; the invented papers: .demo/papers"
	@SOHOA_HOME="$(CURDIR)/.demo" $(BIN)/sohoa init
	@$(BIN)/python -m fixtures.dossier .demo/papers
	@SOHOA_HOME="$(CURDIR)/.demo" $(BIN)/sohoa demo

serve: setup ## open the web desk on http://127.0.0.1:8080
	@$(BIN)/sohoa serve

test: setup-test ## run all tests, with a real PostgreSQL, S3 server and browser
	@$(BIN)/pytest -q -n $(JOBS) --dist loadfile --no-loadscope-reorder -m "not peers and not chaos and not long" $(ARGS)

test-long: setup-test ## the same again on a second engine, seed or role (a quarter of an hour)
	@$(BIN)/pytest -q -n $(JOBS) --dist loadfile --no-loadscope-reorder -m long $(ARGS)

check: setup-test ## lint, types and import contracts
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check -q
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: setup-test ## let ruff mend the form of the code
	@$(BIN)/ruff check --fix -q
	@$(BIN)/ruff format -q

docs: setup-test ## write the tables of docs/settings.md and docs/errors.md anew
	@$(BIN)/python scripts/write_docs.py

bench: setup-test ## measure what should be fast
	@for each in benchmarks/bench_*.py; do echo "== $$each"; \
		$(BIN)/python -m "benchmarks.$$(basename "$$each" .py)" || exit 1; done

bench-read: setup-test ## hold reading against Tesseract and OCRmyPDF (REAL=FOLDER adds real scans)
	@program="$$(sh scripts/ocrmypdf.sh)" && $(BIN)/python -m benchmarks.bench_read $(REAL) --types --poor 24 \
		--ocrmypdf "$$program" $(ARGS) | tee benchmarks/reading.md

bench-describe: setup-test ## what drawn papers of many offices come out as (a quarter of an hour)
	@$(BIN)/python -m benchmarks.bench_describe --seeds 27 --pictures 6 $(ARGS) | tee benchmarks/describing.md

bench-sign: setup-test ## what signing and judging cost, beside pyHanko's command line, pdfsig and EU DSS
	@program="$$(sh scripts/pyhanko.sh)" && $(BIN)/python -m benchmarks.bench_sign --pyhanko "$$program" $(ARGS) \
		| tee benchmarks/signing.md

bench-reuse: setup-test ## how long checks and look-ups take among 10,000 to a million papers (ARGS="10000": fewer)
	@$(BIN)/python -m benchmarks.bench_reuse $(ARGS) | tee benchmarks/reuse.md

chaos: setup-test ## kill processes at random moments, many times
	@$(BIN)/pytest -q -m chaos $(ARGS)

peers: setup-test ## hold our work against programs of others (needs Go, a JDK and Maven; ten minutes)
	@TEST_MINIO="$$(sh scripts/minio.sh)" $(BIN)/pytest -q -m s3 tests/archive/store
	@$(BIN)/pytest -q -m peers $(ARGS)
	@$(BIN)/python -m tests.peers.write_table

peers-table: setup-test ## what EU DSS and pdfsig say of our files and of all forgeries, into docs/peers.md
	@$(BIN)/python -m tests.peers.write_table

clean: ## remove what was made, except .venv and .tools
	@rm -rf .demo .demo.lock .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis fixtures/.made build dist
	@find src tests fixtures benchmarks scripts -name __pycache__ -prune -exec rm -rf {} +
