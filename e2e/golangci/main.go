// Golangci is golangci-lint with govlint built in, the same program that
// "golangci-lint custom" makes, from Go modules alone:
//
//	go build -o golangci-lint .
package main

import (
	"fmt"
	"os"
	"runtime/debug"

	"github.com/golangci/golangci-lint/v2/pkg/commands"
	"github.com/golangci/golangci-lint/v2/pkg/exitcodes"

	_ "github.com/govlint/govlint/plugin" // registers govlint and govlint-<group>
)

func main() {
	if err := commands.Execute(buildInfo()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(exitcodes.Failure)
	}
}

// buildInfo returns what "golangci-lint version" prints. The version is that of
// a development build on purpose: golangci-lint's cache is keyed by it, and by
// the program itself if there is none. With a number here, what an earlier
// govlint has found would be found again.
func buildInfo() commands.BuildInfo {
	info := commands.BuildInfo{Version: "(devel)", Commit: "unknown", Date: "unknown", GoVersion: "unknown"}
	build, ok := debug.ReadBuildInfo()
	if !ok {
		return info
	}
	info.GoVersion = build.GoVersion
	for _, dep := range build.Deps {
		if dep.Path == "github.com/golangci/golangci-lint/v2" {
			info.Commit = dep.Path + "@" + dep.Version
		}
	}
	return info
}
