// Package origin tells where the code of a package comes from.
package origin

import (
	"path/filepath"
	"strings"
)

// AtHand reports whether a file or a directory of a package is neither in the module
// cache nor vendored: a module that has versions is there because a replace directive
// names the directory, and counts as the user's own. The path is an absolute one;
// of others, which some hosts have, nothing is known.
func AtHand(path string) bool {
	slashed := filepath.ToSlash(path)
	return filepath.IsAbs(path) && !strings.Contains(slashed, "@v") && !strings.Contains(slashed, "/vendor/")
}
