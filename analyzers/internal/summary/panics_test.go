package summary_test

import "testing"

func TestPanics(t *testing.T) {
	h := newHost(t)
	h.run(t, "example.com/rescue", `package rescue
type Guard struct{}
func (*Guard) Rescue() { recover() }
func Catch(errp *error) { if recover() != nil { *errp = nil } }
func Plain() {}`)
	p, result := h.run(t, "example.com/p", `package p
import "example.com/rescue"
func f(g *rescue.Guard) (err error) {
	defer rescue.Plain()
	defer rescue.Catch(&err)
	defer g.Rescue()
	return nil
}`)
	fn := p.Func(t, "f")
	if got := len(result.Panics().Rescues(fn)); got != 2 {
		t.Errorf("%d rescues, want 2", got)
	}
}
