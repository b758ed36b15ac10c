package symbol

import "go/types"

// Generic reports whether a type is or mentions a type parameter, so that it is not
// the same type each time.
func Generic(t types.Type) bool {
	switch t := types.Unalias(t).(type) {
	case *types.TypeParam:
		return true
	case *types.Map:
		return Generic(t.Key()) || Generic(t.Elem())
	case *types.Named:
		for arg := range t.TypeArgs().Types() {
			if Generic(arg) {
				return true
			}
		}
	case *types.Struct:
		for field := range t.Fields() {
			if Generic(field.Type()) {
				return true
			}
		}
	case *types.Signature:
		return Generic(t.Params()) || Generic(t.Results())
	case *types.Tuple:
		for v := range t.Variables() {
			if Generic(v.Type()) {
				return true
			}
		}
	case interface{ Elem() types.Type }: // pointers, slices, arrays and channels
		return Generic(t.Elem())
	}
	return false
}
