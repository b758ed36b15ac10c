package mutate

// needless are the operators that suppress what is not reported.
func needless() []*Operator {
	return []*Operator{{Rule: "staleignore", Name: "suppress what is right", Sites: func(f *Func) []Site {
		var found []Site
		for _, h := range f.holders(spans) {
			stmt := h.stmt(h.begins[0])
			if _, i := h.siblings(stmt); i >= 0 && len(h.lasting()) > 0 {
				found = append(found, Site{At: stmt, Edits: []Edit{before(stmt, "//govlint:ignore lostspan planted")}})
			}
		}
		return found
	}}}
}
