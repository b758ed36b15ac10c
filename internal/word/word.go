// Package word finds the word that somebody meant.
package word

import "slices"

// Nearest returns the candidate that the fewest edits turn into name; the
// first of several. There must be a candidate.
func Nearest(candidates []string, name string) string {
	return slices.MinFunc(candidates, func(a, b string) int { return distance(a, name) - distance(b, name) })
}

// distance returns how many bytes have to be inserted, removed or replaced to
// turn a into b.
func distance(a, b string) int {
	row := make([]int, len(b)+1) // distances of a[:i] to the beginnings of b
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			replaced := diagonal
			if a[i] != b[j] {
				replaced++
			}
			diagonal = row[j+1]
			row[j+1] = min(replaced, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

// Similar returns the nearest candidate, and whether it is so near that it is
// likely to be meant.
func Similar(candidates []string, name string) (nearest string, likely bool) {
	nearest = Nearest(candidates, name)
	return nearest, distance(nearest, name) <= max(2, len(name)/3)
}
