// Package helper names routes for unboundedlabel.
package helper

import "strings"

// Route maps a path to one of a few names.
func Route(path string) string {
	if strings.HasPrefix(path, "/orders/") {
		return "orders"
	}
	return "other"
}
