package lifecycle

import "testing"

// A life that escapes with its context has no stores: it has no wrapper.
func TestNoStoresNoWrapper(t *testing.T) {
	if got := wrapped(Obligation{Spec: &Spec{Name: "span"}}, nil); got != nil {
		t.Errorf("wrapped without a store: %v", got)
	}
}
