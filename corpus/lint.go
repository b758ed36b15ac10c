package corpus

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"strings"

	"github.com/govlint/govlint/internal/report"
)

// errNotLoaded is why there is no answer about some code.
var errNotLoaded = errors.New("does not load")

// lint runs govlint and returns its report, with files relative to the
// repository. That packages did not load is in the report.
func (w *Workspace) lint(ctx context.Context, j job) (report.Report, error) {
	out, err := w.run(ctx, j)
	if err != nil {
		return report.Report{}, err
	}
	if out.TimedOut {
		return report.Report{}, fmt.Errorf("%w within %s", errNotLoaded, w.Timeout)
	}
	var r report.Report
	if err := json.Unmarshal([]byte(out.Stdout), &r); err != nil {
		return report.Report{}, fmt.Errorf("%w: %s", errNotLoaded, lastLine([]byte(out.Stderr)))
	}
	for i := range r.Findings {
		f := &r.Findings[i]
		f.File = path.Join(j.Module, f.File)
		for k := range f.Path {
			f.Path[k].File = path.Join(j.Module, f.Path[k].File)
		}
	}
	return r, nil
}

// loaded returns why packages did not load, or nil if they did. There is no
// answer about a package with an error, even if there are findings.
func loaded(r report.Report) error {
	if len(r.Errors) > 0 {
		message, _, _ := strings.Cut(r.Errors[0].Message, "\n")
		return fmt.Errorf("%w: %s: %s", errNotLoaded, r.Errors[0].Package, message)
	}
	if r.Stats.Packages == 0 {
		return fmt.Errorf("%w: there is no such package", errNotLoaded)
	}
	return nil
}
