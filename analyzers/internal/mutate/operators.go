package mutate

import "slices"

// Operators are all operators, sorted by rule.
func Operators() []*Operator {
	return slices.Concat(
		comparing(),
		exhausting(),
		dead(),
		detaching(),
		ending("discardedcancel", cancels),
		twice(),
		cancelling(),
		hasty(),
		abandoning(),
		forgetting(),
		breaking(),
		ending("lostbody", bodies),
		ending("lostclientconn", connections),
		ending("lostcursor", cursors),
		ending("lostrows", rows),
		ending("lostspan", spans),
		needless(),
		ending("losttx", transactions),
		masking(),
		spinning(),
		wiping(),
	)
}
