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
	Name  string // of a phase or an analyzer
	Spent time.Duration
}

// clock adds up what things cost. It may be used concurrently.
type clock struct {
	mu    sync.Mutex
	spent map[string]time.Duration
}

func newClock() *clock { return &clock{spent: map[string]time.Duration{}} }

// since adds the time since start.
func (c *clock) since(name string, start time.Time) {
	spent := time.Since(start)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.spent[name] += spent
}

// timings returns the sums, greatest first.
func (c *clock) timings() []Timing {
	c.mu.Lock()
	defer c.mu.Unlock()
	var list []Timing
	for name, spent := range c.spent {
		list = append(list, Timing{name, spent})
	}
	slices.SortFunc(list, func(a, b Timing) int {
		return cmp.Or(cmp.Compare(b.Spent, a.Spent), cmp.Compare(a.Name, b.Name))
	})
	return list
}
