# What each target does stands behind it; `make` lists them.
BIN      := bin/wiredesk
FUZZTIME ?= 60s
CYCLES   ?= 100
PKG      ?= ./...
# Of make compare-group.
PYTHON    ?= /usr/bin/python3
DOCUMENTS ?= 4000
# The labelled sets that quality is measured on, if they are here. Without them
# the tests that need them are skipped and say so.
DATA     ?= $(wildcard ../shared/data)
export WIREDESK_DATA := $(abspath $(DATA))
# Of make statements: the folder of the sets, or the bundled reports.
SETS     ?= $(or $(wildcard ../shared),internal/demo)
ifeq ($(DATA),)
export WIREDESK_DATA :=
endif

# How long make run serves: until interrupted, but where nobody could.
FOR      ?= $(if $(CI),3s,0s)

.PHONY: help run build test browser check lint race crash bench compare compare-group eval statements fuzz golden
help:
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 15

run: build ## build, brief the bundled reports, here and as pages under out/, then serve them in a browser until interrupted
	@mkdir -p out
	@$(BIN) demo
	@$(BIN) demo --format html > out/demo.html
	@$(BIN) demo --format md > out/demo.md
	@$(BIN) demo --format json --with-text > out/demo.json
	@$(BIN) verify out/demo.json
	@echo "The same as a page: $(abspath out/demo.html)"
	@$(BIN) demo --serve --for $(FOR)

build: ## build bin/wiredesk
	go build -trimpath -o $(BIN) ./cmd/wiredesk

test: ## every test, first that of the pages in a browser, for which it installs Node and Chromium if they are missing
	go vet ./...
	@if sh web/test/prepare.sh; then $(MAKE) browser; else echo "NOT TESTED in a browser: what that needs cannot be installed here"; fi
	go test -count=1 ./...

browser: build ## the pages of the desk in Chromium, screenshots under out/web; installs what is missing
	@sh web/test/prepare.sh
	node --test web/test/desk.test.mjs

check: lint test race crash ## what a change must pass

lint: ## formatting, vet, staticcheck, generated files up to date
	@test -z "$$(gofmt -l $$(git ls-files '*.go' | grep -v _templ.go))" || (gofmt -l . && false)
	go vet ./...
	go tool staticcheck ./...
	go generate ./... && git diff --exit-code -- '*_templ.go'

race: ## every test under the race detector
	go test -race -count=1 ./...

crash: build ## kill the running desk CYCLES times while it takes reports in
	bin/wiredesk selftest crash --cycles $(CYCLES)

bench: ## make bench PKG=./internal/pipeline > new.txt; go tool benchstat old.txt new.txt
	@go test $(PKG) -run '^$$' -bench . -count 10

compare: ## speed, tags and names beside github.com/jdkato/prose, in one run (bench/)
	cd bench && go vet . && go test . && go run .

compare-group: build ## speed and memory of grouping beside scikit-learn (needs Debian's python3-sklearn)
	$(PYTHON) bench/sklearn_group.py --documents $(DOCUMENTS) --wiredesk $(BIN) $(DATA)/allsides/stream.jsonl.gz

eval: ## quality figures against their floors
	go test ./cmd/wiredesk -run TestFloors -count=1 -v

statements: build ## brief every set below SETS, count the statements that verify refuses; mutants of real reports
	$(BIN) eval statements $(SETS)
	go test ./internal/verify -run 'ForeignMutants|EveryEvidence' -count=1 -v | grep -v 'passed: '

fuzz: ## every fuzz target in turn, FUZZTIME each
	@set -e; for f in $$(grep -rl --include='*_test.go' '^func Fuzz' .); do \
		for t in $$(sed -n 's/^func \(Fuzz[A-Za-z0-9]*\).*/\1/p' $$f); do \
			echo "$$(dirname $$f) $$t"; \
			go test ./$$(dirname $$f) -run '^$$' -fuzz "^$$t\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 20x; \
		done; done

golden: ## rewrite golden files and raise floors, then read the diff
	go test ./internal/render -update
	go test ./cmd/wiredesk -run TestFloors -count=1 -update
