package mutate

import "slices"

// Operators are all operators, sorted by rule.
func Operators() []*Operator {
	return slices.Concat(
		dead(),
		detaching(),
		ending("discardedcancel", cancels),
		twice(),
		hasty(),
		abandoning(),
		forgetting(),
		breaking(),
		ending("lostbody", bodies),
		ending("lostcursor", cursors),
		ending("lostrows", rows),
		ending("lostspan", spans),
		needless(),
		ending("losttx", transactions),
	)
}
