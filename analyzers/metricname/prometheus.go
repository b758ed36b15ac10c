package metricname

import (
	"slices"
	"strings"
)

// problems returns in what the name of a collector breaks the conventions.
func problems(kind, name string) []string {
	var found []string
	total := strings.HasSuffix(name, "_total")
	switch {
	case kind == "counter" && !total:
		found = append(found, "is a counter and does not end in _total")
	case kind != "counter" && total:
		found = append(found, "is a "+kind+" and ends in _total, as counters do")
	}
	if part := reserved(kind, name); part != "" {
		found = append(found, "is a "+kind+" and ends in "+part+", as a part of others does")
	}
	if strings.Contains(name, ":") {
		found = append(found, "has a colon, which is for recording rules")
	}
	if camelCase(name) {
		found = append(found, "is not in snake_case")
	}
	words := strings.Split(strings.ToLower(name), "_")
	if slices.Contains(words[1:], kind) {
		found = append(found, "has its type in it")
	}
	return append(found, unitProblems(words)...)
}

// reserved returns the end of a name that a part of a histogram or a summary has.
func reserved(kind, name string) string {
	switch {
	case strings.HasSuffix(name, "_bucket") && kind != "histogram":
		return "_bucket"
	case kind == "histogram" || kind == "summary":
		return ""
	case strings.HasSuffix(name, "_count"):
		return "_count"
	case strings.HasSuffix(name, "_sum"):
		return "_sum"
	}
	return ""
}

// camelCase reports whether a capital follows a small letter.
func camelCase(name string) bool {
	for i := 1; i < len(name); i++ {
		if 'a' <= name[i-1] && name[i-1] <= 'z' && 'A' <= name[i] && name[i] <= 'Z' {
			return true
		}
	}
	return false
}

// unitProblems returns what is wrong with the units among the words of a name.
func unitProblems(words []string) []string {
	for i, word := range words {
		base := baseUnit(word)
		switch {
		case base != "" && base != word:
			return []string{"is in " + word + " and not in " + base}
		case i > 0 && abbreviations[word]:
			return []string{"has an abbreviated unit, " + word}
		}
	}
	return nil
}

// baseUnit returns the unit that stands for all of its kind, or "".
func baseUnit(word string) string {
	if base, ok := bases[word]; ok {
		return base
	}
	for _, prefix := range prefixes {
		if base, ok := bases[strings.TrimPrefix(word, prefix)]; ok {
			return base
		}
	}
	return ""
}

// bases are the units that are written out, by the base unit of their kind.
var bases = map[string]string{
	"seconds": "seconds", "minutes": "seconds", "hours": "seconds", "days": "seconds", "weeks": "seconds",
	"bytes": "bytes", "bits": "bytes",
	"celsius": "celsius", "fahrenheit": "celsius", "kelvin": "kelvin", "kelvins": "kelvin",
	"meters": "meters", "metres": "metres", "grams": "grams", "joules": "joules", "volts": "volts", "amperes": "amperes",
}

var prefixes = []string{"nano", "micro", "milli", "kilo", "kibi", "mega", "mebi", "giga", "gibi", "tera", "tebi"}

var abbreviations = map[string]bool{
	"s": true, "sec": true, "ms": true, "us": true, "ns": true, "m": true, "h": true, "d": true,
	"b": true, "kb": true, "mb": true, "gb": true, "tb": true, "pb": true,
}
