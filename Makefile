# make alone runs what CI runs.

GO      ?= go
TIMEOUT ?= 30m

# Modules of their own: the real libraries that fixtures compile against, the
# example, and the end-to-end tests.
FIXTURES := analyzers/testdata
SHOP     := examples/shop
E2E      := $(patsubst %/go.mod,%,$(wildcard e2e/*/go.mod))

.PHONY: all build fixtures test race lint docs demo e2e bench mutation corpus bugs corpus-stats clean

all: lint test race e2e

build:
	$(GO) build -o bin/govlint ./cmd/govlint

# Downloads what the tests compile; they run without a network.
fixtures:
	$(GO) mod download
	@for dir in $(FIXTURES) $(SHOP) $(E2E); do \
		echo "fetching the modules of $$dir"; \
		(cd $$dir && $(GO) list -deps -test ./... >/dev/null) || exit 1; \
	done
	@cd "$$($(GO) list -m -f '{{.Dir}}' golang.org/x/tools)" && $(GO) list -deps ./... >/dev/null

# The suite, then the symptoms that the rules promise, on the real libraries.
test: fixtures
	$(GO) test -timeout $(TIMEOUT) ./...
	cd $(FIXTURES) && $(GO) test -timeout $(TIMEOUT) ./...
	cd $(SHOP) && $(GO) test -timeout $(TIMEOUT) ./...

race: fixtures
	$(GO) test -race -timeout $(TIMEOUT) ./...

lint:
	@unformatted=$$(gofmt -l .); test -z "$$unformatted" || { echo "run gofmt -w on:"; echo "$$unformatted"; exit 1; }
	$(GO) vet ./...
	$(GO) run ./cmd/govlint ./...

docs:
	$(GO) run ./internal/docgen

# Fixes a scratch copy of the example and shows what changed and what is left.
demo: build
	@examples/demo.sh bin/govlint $(SHOP)

# Slow when cold: builds golangci-lint with the plugin. Go's test cache would not
# see what the programs that are tested read.
e2e: fixtures
	@for dir in $(E2E); do \
		echo "$(GO) test -count=1 ./... in $$dir"; \
		(cd $$dir && $(GO) test -count=1 -timeout 60m ./...) || exit 1; \
	done

# Compares the cost of linters on the module in REPO; see internal/bench.
bench:
	@$(GO) run ./internal/bench -repo "$(REPO)" -runs $(or $(RUNS),3) $(BENCHFLAGS)

# Plants mistakes into correct code and prints how many of them each rule finds.
mutation: fixtures
	@$(GO) test -count=1 -run '^TestMutation$$' -v ./analyzers

# Compares what govlint reports on real repositories with what has been judged.
# MIRROR is a directory of their clones; see corpus/repos.yaml.
corpus:
	@$(GO) run ./corpus/cmd/corpus -mirror "$(MIRROR)" $(CORPUSFLAGS)

# Looks for the historical mistakes of corpus/bugs.yaml, before and after the fix.
bugs:
	@$(GO) run ./corpus/cmd/corpus -mirror "$(MIRROR)" -bugs $(CORPUSFLAGS)

corpus-stats:
	@$(GO) run ./corpus/cmd/stats

clean:
	rm -rf bin
