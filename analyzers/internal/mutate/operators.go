package mutate

import "slices"

// Operators are all operators, sorted by rule.
func Operators() []*Operator {
	return slices.Concat(
		blinding(),
		comparing(),
		exhausting(),
		dead(),
		detaching(),
		ending("discardedcancel", cancels),
		twice(),
		dropping(),
		cancelling(),
		hasty(),
		panicking(),
		leaking(),
		ending("lostbody", bodies),
		ending("lostclientconn", connections),
		abandoning(),
		forgetting(),
		ending("lostcursor", cursors),
		breaking(),
		ending("lostrows", rows),
		ending("lostspan", spans),
		ending("losttx", transactions),
		masking(),
		overwriting(),
		undressing(),
		spinning(),
		needless(),
		neglecting(),
		silencing(),
		exposing(),
		burying(),
		wiping(),
	)
}
