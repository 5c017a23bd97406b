# Two commands matter to a newcomer: make demo and make test. The rest is listed by make help.

GO       ?= go
VERSION  := $(shell git describe --tags --always --dirty 2>/dev/null || echo unknown)
LDFLAGS  := -X main.version=$(VERSION)
PACKAGES := ./...
FUZZTIME ?= 20s
FUZZERS  ?= 1
FUZZBESIDE ?= 1
TESTS    ?= -timeout 14m
SAMPLES  ?= ../shared/samples

.PHONY: help demo test build fmt lint unit race bench fuzz cover fixtures fixtures-outside proof vuln deps deps-demo deps-bench clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 12

demo: deps-demo build ## run the whole program on sample data at http://localhost:8080
	@exec bin/kontakten demo $(DEMO)

test: deps lint unit ## everything that must hold before a change lands

build: ## build bin/kontakten
	@mkdir -p bin
	$(GO) build -buildvcs=false -ldflags '$(LDFLAGS)' -o bin/kontakten ./cmd/kontakten

fmt: ## format the Go files
	gofmt -w $$(git ls-files '*.go')

lint: ## gofmt, vet, staticcheck and the rules of the house
	@bad=$$(gofmt -l $$(git ls-files '*.go')); if [ -n "$$bad" ]; then echo "not formatted (make fmt):"; echo "$$bad"; exit 1; fi
	$(GO) vet $(PACKAGES)
	$(GO) tool staticcheck $(PACKAGES)
	$(GO) test -count=1 ./internal/house

unit: ## all tests, with real servers and a browser
	$(GO) test $(TESTS) $(PACKAGES)

race: ## the same under the race detector (slow)
	$(GO) test -race -timeout 60m $(PACKAGES)

bench: deps-bench build ## comparisons with other programs; docs/benchmarks.md quotes them
	@for dir in intake print web reading; do echo "== bench/$$dir"; $(GO) run ./bench/$$dir || exit 1; done

fuzz: ## every fuzz target for FUZZTIME (20s; 10m before a release), FUZZBESIDE targets side by side (1), FUZZERS workers each (1)
	@GO="$(GO)" scripts/fuzz $(FUZZTIME) $(FUZZBESIDE) $(FUZZERS)

cover: ## coverage by package, and cover.html
	$(GO) test $(TESTS) -coverpkg=$(PACKAGES) -coverprofile=cover.out $(PACKAGES)
	$(GO) tool cover -func=cover.out | tail -1
	$(GO) tool cover -html=cover.out -o cover.html

fixtures: ## write the golden files anew; read the diff before you commit it
	@grep -rlE 'flag\.Bool\("update"' --include='*_test.go' . | xargs -n1 dirname | sort -u | while read -r dir; do \
	  echo "== $$dir"; $(GO) test -count=1 $$dir -update || exit 1; done

fixtures-outside: ## make the committed files of other programs anew (LibreOffice, wkhtmltopdf, Tuta's .msg …); CI needs none of them
	python3 bench/reading/fixtures.py
	dir=$$(mktemp -d) && npm install --silent --prefix "$$dir" @tutao/oxmsg@0.2.3 && node mailin/underlag/outlook/testdata/make.mjs "$$dir" && rm -rf "$$dir"

proof: build ## score mail inspect on the sample mails (the hold-out left out) against their truth
	bin/kontakten mail inspect --register internal/demo/data/register internal/demo/data/mails/*.eml >bin/proof.jsonl
	python3 $(SAMPLES)/score.py bin/proof.jsonl $(SAMPLES)/truth.jsonl -v --but 05,10,15,20,25,30,35,40,45,50,55,60
	$(GO) test -count=1 -timeout 60m -run Seeded -v ./casework/web -args -seeded 1000
	KONTAKTEN_PROOF=1 $(GO) test -count=1 -timeout 20m -run Kills -v ./casework/store/printroom
	KONTAKTEN_PROOF=1 $(GO) test -count=1 -timeout 30m -run ReadBack ./avgiftslista/pdf

vuln: ## known vulnerabilities in what the program calls
	$(GO) run golang.org/x/vuln/cmd/govulncheck@latest $(PACKAGES)

deps: ## the Debian packages of the tests
	@sh scripts/debian-packages test

deps-demo:
	@sh scripts/debian-packages demo

deps-bench: ## the Debian packages of the benchmarks
	@sh scripts/debian-packages bench

clean: ## remove what was built
	rm -rf bin cover.out cover.html
