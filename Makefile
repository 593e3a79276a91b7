# Each target does all its own set-up: Python 3.11 or newer and pip are enough.
PYTHON ?= python3
UV := $(shell command -v uv 2>/dev/null || echo .tools/bin/uv)

BROWSER := $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)

.PHONY: demo test browser bench exact large alternatives faults why batch instances suite peers growth example docs

demo: $(UV)
	$(UV) run --no-dev --frozen planner demo --out out/demo

test: $(UV) browser
	$(UV) run --frozen --extra cluster ruff check .
	$(UV) run --frozen --extra cluster ruff format --check .
	$(UV) run --frozen --extra cluster mypy
	$(UV) run --frozen --extra cluster lint-imports
	$(UV) run --frozen --extra cluster pytest -n auto

# The tests of pages need a real browser; Debian's is installed where there is none (as root).
browser:
ifeq ($(BROWSER),)
	@if command -v apt-get >/dev/null; then apt-get update -qq && apt-get install -y -qq chromium fonts-noto-cjk >/dev/null; fi
endif

bench: $(UV)
	$(UV) run --frozen python benchmarks/counties.py

exact: $(UV)
	$(UV) run --frozen python benchmarks/exact.py $(COUNTY)

large: $(UV)
	$(UV) run --frozen python benchmarks/large.py

alternatives: $(UV)
	$(UV) run --frozen python benchmarks/alternatives.py

faults: $(UV)
	$(UV) run --frozen python benchmarks/faults.py

why: $(UV)
	$(UV) run --frozen python benchmarks/why.py

batch: $(UV)
	$(UV) run --frozen python benchmarks/batch.py

# The suite and its peers (the Java solver among them needs Java 17) go on where they were interrupted. Give other SECONDS, REPEATS or INSTANCES to measure less.
SECONDS ?= 60
REPEATS ?= 3
INSTANCES ?= *

instances: $(UV)
	$(UV) run --frozen python benchmarks/instances.py

suite: $(UV)
	$(UV) run --frozen python benchmarks/run.py --instances $(foreach i,$(INSTANCES),'$(i)') --seconds $(SECONDS) --repeats $(REPEATS)

peers: $(UV)
	$(UV) run --frozen --extra peers python benchmarks/run.py --configurations all --instances $(foreach i,$(INSTANCES),'$(i)') --seconds $(SECONDS) --repeats $(REPEATS)
	$(UV) run --frozen --extra peers python benchmarks/fairness.py --repeats $(REPEATS)

growth: $(UV)
	$(UV) run --frozen python benchmarks/growth.py

example: $(UV)
	$(UV) run --frozen python examples/make_anhua.py
	$(UV) run --frozen python examples/make_kailu.py
	$(UV) run --frozen python examples/make_farm.py
	$(UV) run --frozen python examples/make_yangzhou.py
	$(UV) run --frozen python examples/make_sanyou.py

docs: $(UV)
	$(UV) run --frozen python -m inputs.docs

.tools/bin/uv:
	$(PYTHON) -m pip install --quiet --target .tools uv
