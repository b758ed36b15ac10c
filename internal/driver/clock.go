package driver

import (
	"cmp"
	"slices"
	"sync"
	"time"
)

// Timing is how long one thing took, summed over all packages. Packages are
// analysed at the same time, so the sum may be more than passed.
type Timing struct {
	Name     string
	Analyzer bool // the name is that of an analyzer, not of a phase
	Spent    time.Duration
}

// clock adds up what things cost. It may be used concurrently.
type clock struct {
	mu    sync.Mutex
	spent map[activity]time.Duration
}

// activity is what time is spent on.
type activity struct {
	name     string
	analyzer bool
}

func newClock() *clock { return &clock{spent: map[activity]time.Duration{}} }

// phase adds the time since start to that of a phase.
func (c *clock) phase(name string, start time.Time) { c.add(activity{name: name}, time.Since(start)) }

// analyzer adds the time since start to that of an analyzer.
func (c *clock) analyzer(name string, start time.Time) {
	c.add(activity{name, true}, time.Since(start))
}

func (c *clock) add(a activity, spent time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.spent[a] += spent
}

// timings returns the sums, greatest first.
func (c *clock) timings() []Timing {
	c.mu.Lock()
	defer c.mu.Unlock()
	var list []Timing
	for a, spent := range c.spent {
		list = append(list, Timing{a.name, a.analyzer, spent})
	}
	slices.SortFunc(list, func(a, b Timing) int {
		return cmp.Or(cmp.Compare(b.Spent, a.Spent), cmp.Compare(a.Name, b.Name))
	})
	return list
}
