#!/usr/bin/env bash
# Demo.sh shows what -fix does: it lints a scratch copy of a module, applies
# the safe fixes, prints them as a diff and lints again.
#
#	examples/demo.sh GOVLINT MODULE
set -euo pipefail

govlint=$(realpath "$1")
module=$(realpath "$2")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cp -R "$module" "$scratch/before"
cp -R "$module" "$scratch/after"

# lint runs govlint; that it finds something (exit 1) is the point.
lint() {
	local code=0
	"$govlint" -C "$scratch/after" "$@" ./... || code=$?
	[ "$code" -le 1 ] || exit "$code"
}

echo "== findings"
lint
echo
echo "== safe fixes"
lint -fix >/dev/null # prints what is left, as the last step does
(cd "$scratch" && diff -ru before after) || true
(cd "$scratch/after" && go build ./...)
echo
echo "== what is left for people"
lint
