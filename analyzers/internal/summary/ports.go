package summary

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/literal"
)

// ports returns the ports that a call's arguments name, AnyPort for one that
// is not constant.
func ports(call ssa.CallInstruction) []int {
	var found []int
	if call != nil {
		for _, arg := range call.Common().Args {
			found = append(found, portsIn(arg, call, 0)...)
		}
	}
	if len(found) == 0 {
		return []int{AnyPort}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// constantPorts returns the constant ports among a call's arguments, in
// addresses or as plain numbers.
func constantPorts(call ssa.CallInstruction) []int {
	var found []int
	for _, arg := range call.Common().Args {
		text := literal.Text(arg)
		port, ok := portOf(text)
		if !ok {
			n, err := strconv.Atoi(text)
			port, ok = n, err == nil
		}
		if ok && 0 < port && port <= 65535 {
			found = append(found, port)
		}
	}
	return found
}

// addressFields are the fields of registrations and servers that hold ports
// or what contains them. Health checks may well live on another port.
var addressFields = []string{"Port", "Addr", "Address", "Service", "Endpoints", "Instances"}

const maxNesting = 3 // of structs and slices in a registration

func portsIn(v ssa.Value, call ssa.CallInstruction, depth int) []int {
	if depth > maxNesting {
		return nil
	}
	if port, ok := portOf(literal.Text(v)); ok {
		return []int{port}
	}
	var found []int
	if fields := literal.Of(v, call); fields != nil {
		for _, name := range addressFields {
			found = append(found, fieldPorts(fields, name, call, depth)...)
		}
		return found
	}
	elements, _ := literal.Elements(v)
	for _, element := range elements {
		found = append(found, portsIn(element, call, depth+1)...)
	}
	return found
}

func fieldPorts(fields *literal.Struct, name string, call ssa.CallInstruction, depth int) []int {
	if !fields.Assigned(name) {
		return nil
	}
	field, known := fields.Field(name)
	if !known {
		return []int{AnyPort} // assigned more than once
	}
	if name != "Port" {
		return portsIn(field, call, depth+1)
	}
	if port, err := strconv.Atoi(literal.Text(field)); err == nil {
		return []int{port}
	}
	return []int{AnyPort}
}

// portOf returns the port that ends an address or the host of a URL. It is
// AnyPort if the text has a colon and behind it something that is not
// constant.
func portOf(address string) (int, bool) {
	if _, rest, found := strings.Cut(address, "://"); found {
		address = rest
	}
	if end := strings.IndexAny(address, "/?"); end >= 0 {
		address = address[:end]
	}
	colon := strings.LastIndexByte(address, ':')
	if colon < 0 {
		return 0, false
	}
	port := address[colon+1:]
	if strings.Contains(port, literal.Gap) {
		return AnyPort, true
	}
	n, err := strconv.Atoi(port)
	return n, err == nil
}

// Shares reports whether a registration and a listener may have a port in
// common. A port that the kernel chooses is not known to anybody before it is
// bound.
func Shares(advertised, listened []int) bool {
	for _, a := range advertised {
		for _, l := range listened {
			if l != 0 && (a == l || a == AnyPort || l == AnyPort) {
				return true
			}
		}
	}
	return false
}
