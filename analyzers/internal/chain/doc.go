// Package chain understands interceptors and middleware: functions that stand
// between a library and a handler, and hand each request on by calling the
// handler that follows them, "next".
//
// What they look like is data: a Shape is the signature of one library's
// interceptors, told apart by the library's own types and never by the names
// of functions or variables. A Link is a function of the user's that has such
// a shape. Lost finds the paths on which a link succeeds without handing the
// request on; Calls finds where it does hand it on, and with what.
package chain
