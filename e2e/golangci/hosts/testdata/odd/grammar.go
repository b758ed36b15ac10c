package odd

// A //line directive in line.go names this file. Fixes of what is found there
// must not be applied here, at the same offsets; it is long enough for them to
// fit.
