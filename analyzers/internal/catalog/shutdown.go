package catalog

import (
	"slices"
	"strings"

	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// shutdown returns what a package of a versioned module may do about the end
// of a program, going by its name: handle signals, deregister the service.
func shutdown(path string) Mark {
	if strings.Contains(path, "/registry") {
		return 0 // a client of one: it leaves that to its users
	}
	if slices.ContainsFunc(ending, func(word string) bool { return strings.Contains(path, word) }) {
		return UnknownShutdown
	}
	return 0
}

// ending are parts of the paths of packages that run programs, or that end them.
var ending = []string{
	"signal", "grac", "shutdown", "interrupt", "atexit", "exit", "closer", "cleanup", "overseer", "tableflip", "endless",
	"oklog/run", "/fx", "proc", "lifecycle", "daemon", "service", "controller", "supervis", "manager", "micro", "kratos",
	"go-zero", "kitex", "hertz", "gogf", "gofr", "iris", "beego", "jupiter", "dubbo", "rpcx", "dapr", "encore",
}

// NamesDeregistration reports whether a function of the given name takes
// something out of a registry.
func NamesDeregistration(name string) bool {
	return symbol.Mentions(name, "deregister", "unregister", "maintenance")
}
