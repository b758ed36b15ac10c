// Package helper writes and keeps bytes.
package helper

import "io"

// Write writes a record.
func Write(w io.Writer, record []byte) error {
	_, err := w.Write(append(record, '\n'))
	return err
}
