package report

import "fmt"

// drawing is the path in the margin of an excerpt: a numbered marker beside
// the line of each step, and arrows from one to the next. Its unit is the
// height of a row.
type drawing struct {
	Width   float64
	Height  int
	Markers []marker
	Arrows  []string // path data
}

type marker struct {
	X, Y   float64
	Number int
}

// The measures of a drawing, in rows.
const (
	radius = 0.38
	pitch  = 0.95 // from one marker to the next on the same line
	room   = 1.3  // to the left of the markers, for arrows
)

// draw places markers and arrows beside rows.
func draw(rows []row) drawing {
	widest := 0
	for _, r := range rows {
		widest = max(widest, len(r.Steps))
	}
	if widest == 0 {
		return drawing{}
	}
	d := drawing{Width: room + float64(widest)*pitch, Height: len(rows)}
	at := map[int]marker{}
	for y, r := range rows {
		for x, number := range r.Steps {
			m := marker{X: room + (float64(x)+0.5)*pitch, Y: float64(y) + 0.5, Number: number}
			at[number] = m
			d.Markers = append(d.Markers, m)
		}
	}
	for _, from := range d.Markers {
		if to, ok := at[from.Number+1]; ok {
			d.Arrows = append(d.Arrows, arrow(from, to))
		}
	}
	return d
}

// arrow returns the path from one marker to another: straight on the same
// line, else a bow on the left, which is wider the further it goes.
func arrow(from, to marker) string {
	if from.Y == to.Y {
		return fmt.Sprintf("M%.2f %.2fH%.2f", from.X+radius, from.Y, to.X-radius-0.1)
	}
	distance := to.Y - from.Y
	bow := room - 0.2 - 1.2/max(distance, -distance, 1)
	left := room - bow
	return fmt.Sprintf("M%.2f %.2fC%.2f %.2f %.2f %.2f %.2f %.2f",
		from.X-radius, from.Y, left-0.4, from.Y, left-0.4, to.Y, to.X-radius-0.1, to.Y)
}
