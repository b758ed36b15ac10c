package mutate

import (
	"go/ast"
	"slices"
	"strings"
)

// lingering drops the time that messages may wait from a Kafka writer.
func lingering() []*Operator {
	return one("lingeringwriter", "drop the BatchTimeout", func(f *Func) []Site {
		return f.unset("github.com/segmentio/kafka-go.Writer", "BatchTimeout", "Logger: nil")
	})
}

// boundless drops the time that an answer may take from a client, and the time that
// a header may take from a server.
func boundless() []*Operator {
	return slices.Concat(
		one("unboundedclient", "drop the Timeout", func(f *Func) []Site {
			if len(f.calling("(*net/http.Client).Get", "(*net/http.Client).Head", "(*net/http.Client).Post")) == 0 {
				return nil // who sends with it may do so with a deadline
			}
			return f.unset("net/http.Client", "Timeout", "Jar: nil")
		}),
		one("unboundedserver", "drop the ReadHeaderTimeout", func(f *Func) []Site {
			return f.unset("net/http.Server", "ReadHeaderTimeout", "ErrorLog: nil")
		}),
	)
}

// unset replaces a field in the literals of types that begin with a name.
func (f *Func) unset(name, field, by string) []Site {
	var found []Site
	for _, lit := range all[*ast.CompositeLit](f) {
		if t := f.TypesInfo.TypeOf(lit); t == nil || !strings.HasPrefix(t.String(), name) {
			continue
		}
		for _, element := range lit.Elts {
			pair, ok := element.(*ast.KeyValueExpr)
			if ok && f.text(pair.Key) == field {
				found = append(found, Site{At: pair, Edits: []Edit{replace(pair, by)}})
			}
		}
	}
	return found
}
