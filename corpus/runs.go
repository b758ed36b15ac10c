package corpus

import "context"

// LintAll lints the repositories, up to limit at the same time, and calls
// progress after each.
func (w *Workspace) LintAll(ctx context.Context, govlint Tool, repos []Repo, limit int, progress func(string)) ([]Linted, error) {
	linted := make([]Linted, len(repos))
	err := forEach(ctx, len(repos), limit, func(ctx context.Context, i int) error {
		var err error
		linted[i], err = w.Lint(ctx, govlint, repos[i])
		progress(repos[i].Name)
		return err
	})
	return linted, err
}

// MeasureAll measures the bugs, up to limit repositories at the same time, and
// calls progress after each bug. Known are the rules that exist.
func (w *Workspace) MeasureAll(ctx context.Context, govlint Tool, known []string, peers []Peer, bugs []Bug, limit int, progress func(string)) ([]Result, error) {
	results := make([]Result, len(bugs))
	groups := byRepo(bugs)
	err := forEach(ctx, len(groups), limit, func(ctx context.Context, g int) error {
		for _, i := range groups[g] {
			var err error
			if results[i], err = w.Measure(ctx, govlint, known, bugs[i]); err != nil {
				return err
			}
			if err := w.askAll(ctx, peers, &results[i]); err != nil {
				return err
			}
			progress(bugs[i].ID)
		}
		return nil
	})
	return results, err
}

// askAll asks the peers about a bug that we have an answer for.
func (w *Workspace) askAll(ctx context.Context, peers []Peer, res *Result) error {
	res.Peers, res.Failed = map[string][]remark{}, map[string]string{}
	if !res.Outcome.answered() {
		return nil
	}
	for _, p := range peers {
		err := w.ask(ctx, p, res)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			res.Failed[p.Tool.Name] = err.Error()
		}
	}
	return nil
}

// byRepo returns the indices of bugs that are in one repository, for each
// repository in the order of the list.
func byRepo(bugs []Bug) [][]int {
	var groups [][]int
	group := map[string]int{}
	for i, b := range bugs {
		g, ok := group[b.Repo]
		if !ok {
			g = len(groups)
			group[b.Repo] = g
			groups = append(groups, nil)
		}
		groups[g] = append(groups[g], i)
	}
	return groups
}
