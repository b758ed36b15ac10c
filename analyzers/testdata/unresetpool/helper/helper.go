// Package helper clears and fills buffers.
package helper

import "bytes"

// Fill makes a buffer hold a text.
func Fill(buf *bytes.Buffer, text string) {
	buf.Reset()
	buf.WriteString(text)
}
